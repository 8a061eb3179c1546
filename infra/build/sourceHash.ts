import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from './projectRoot.ts';

/** Everything that the template is made of. */
const sources = ['domain', 'functions', 'generated', 'infra', 'resolvers', 'schema'];
const files = ['package-lock.json', 'cdk.json'];

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** The same for the same sources, wherever the project lies. */
export const sourceHash = (root: string = projectRoot): string => {
  const hash = createHash('sha256');
  const paths = [
    ...sources.flatMap((folder) => filesUnder(join(root, folder))),
    ...files.map((file) => join(root, file)),
  ];
  for (const path of paths.sort()) {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
};
