import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSchema } from 'graphql';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import { generatedParts, writtenPart } from '../../tools/docs/generatedParts.ts';

const read = (page: string): string => readFileSync(page, 'utf8');

const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
];

const linksOf = (page: string): string[] =>
  [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');

/** The rows of a page's tables by the name in their first cell. */
const rowsOf = (page: string): ReadonlyMap<string, string> =>
  new Map([...read(page).matchAll(/^\| `(\w+)` +\|(.*)$/gm)].map(([, name = '', rest = '']) => [name, rest]));

const mutations = () => Object.keys(buildSchema(read('generated/schema.graphql')).getMutationType()!.getFields());

describe('the documentation', () => {
  it.each(generatedParts)('holds what is made from the code: $name in $page (npm run docs)', async (part) => {
    const expected = await format(part.make(), { parser: 'markdown', printWidth: 120, singleQuote: true });

    expect(writtenPart(part)).toBe(expected.trim());
  });

  it.each(pages)('links only to what is there: %s', (page) => {
    const targets = linksOf(page).filter((target) => !/^(https?:|#)/.test(target));
    const missing = targets.filter((target) => !existsSync(join(dirname(page), target.replace(/#.*$/, ''))));

    expect(missing).toEqual([]);
  });

  it('explains every error type', () => {
    const explained = rowsOf('docs/errors.md');

    expect(Object.keys(ErrorType).filter((type) => !explained.has(type))).toEqual([]);
  });

  it('says what a repeat of every mutation does, and of no other', () => {
    expect([...rowsOf('docs/retries.md').keys()].sort()).toEqual(mutations().sort());
  });

  it.each(Object.entries(limits))('tells the limit %s with its numbers', (name, limit) => {
    const row = rowsOf('docs/limits.md').get(name);
    const numbers = typeof limit === 'number' ? [limit] : Object.values(limit);

    for (const number of numbers)
      expect(row).toMatch(new RegExp(`(?<![\\d,])${number.toLocaleString('en')}(?![\\d,])`));
  });

  it('tells no limit that there is not', () => {
    const told = [...rowsOf('docs/limits.md').keys()].filter((name) => name !== 'clientMessageId');

    expect(told.filter((name) => !Object.hasOwn(limits, name))).toEqual([]);
  });
});
