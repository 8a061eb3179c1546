import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { currentReadme, loadReadme } from './readme.ts';

const pagesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(folder, path));

const pages = ['README.md', 'CHANGELOG.md', ...pagesUnder('docs')];

const linksOf = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');

/** Prettier pads the cells of tables. */
const withoutPadding = (text: string): string => text.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---');

describe('the documentation', () => {
  it('holds the feature index and the first conversation as they are (npm run docs)', () => {
    expect(withoutPadding(loadReadme())).toBe(withoutPadding(currentReadme()));
  });

  it.each(pages)('links only to what is there: %s', (page) => {
    const targets = linksOf(page).filter((target) => !/^(https?:|#)/.test(target));
    const missing = targets.filter((target) => !existsSync(join(dirname(page), target.replace(/#.*$/, ''))));

    expect(missing).toEqual([]);
  });
});
