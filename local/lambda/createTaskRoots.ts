import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TaskRoots {
  /** A path to the code outside of any project, as `/var/task` is. */
  link(codeDir: string): string;
  remove(): void;
}

/**
 * Functions run from links in a folder of their own. Node, told to keep symbolic links, then finds neither the
 * `node_modules` nor the `package.json` of the project around `cdk.out`, which Lambda would not have either.
 */
export function createTaskRoots(): TaskRoots {
  const links = new Map<string, string>();
  let parent: string | undefined;

  return {
    link: (codeDir) => {
      const known = links.get(codeDir);
      if (known !== undefined) return known;

      parent ??= mkdtempSync(join(tmpdir(), 'lambda-'));
      const link = join(parent, `task${links.size}`);
      symlinkSync(codeDir, link, 'junction');
      links.set(codeDir, link);
      return link;
    },
    remove: () => {
      if (parent !== undefined) rmSync(parent, { recursive: true, force: true });
      parent = undefined;
      links.clear();
    },
  };
}
