import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './projectRoot.ts';

/** Everything that the template is made of. */
const sources = ['domain', 'functions', 'generated', 'infra', 'resolvers', 'schema'];
const files = ['package-lock.json', 'cdk.json'];

const filesUnder = (folder: string): string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** The same for the same sources, wherever the project lies. */
export const sourceHash = (): string => {
  const hash = createHash('sha256');
  const paths = [...sources.flatMap(filesUnder), ...files.map((file) => join(projectRoot, file))];
  for (const path of paths.sort()) {
    hash.update(path.slice(projectRoot.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
};
