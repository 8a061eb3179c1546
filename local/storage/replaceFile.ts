import { renameSync, writeFileSync } from 'node:fs';

/** A reader finds the old content or the new one, never a part. Only the owner may read it: some hold keys. */
export function replaceFile(path: string, content: string): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, path);
}
