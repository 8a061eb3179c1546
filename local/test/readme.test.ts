import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = readFileSync(join(root, 'README.md'), 'utf8');

/** Paths of the folders in the page's tree, by their indentation. */
const drawn = (): string[] => {
  const open: string[] = [];
  return [...page.matchAll(/^( *)(\w+)\/ {2,}\S/gm)].map(([, indent = '', name = '']) => {
    open.splice(indent.length / 2, open.length, name);
    return open.join('/');
  });
};

const foldersUnder = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['dist', 'node_modules'].includes(entry.name))
    .map(({ name }) => join(path, name))
    .flatMap((folder) => [folder, ...(folder === 'test' ? [] : foldersUnder(folder))]);

it('the page has a phrase for every folder, and for no other', () => {
  expect(drawn().sort()).toEqual(foldersUnder('').sort());
});

it('the page links to files that exist', () => {
  const links = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path);

  expect(links.length).toBeGreaterThan(7);
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
