import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Words that plain technical English has a better one for: docs/style.md, section Prose. */
const words = ['somebody', 'whom', 'whoever', 'whyever', 'anew', 'he', 'him', 'his', 'himself'];
const pattern = new RegExp(`\\b(?:${words.join('|')})\\b`, 'i');

/** Pages that quote such words as examples. */
const quoting = ['docs/style.md'];

/** What the rule holds for; folders join as their prose is edited. */
const pages = [
  ...readdirSync('schema').map((file) => join('schema', file)),
  'README.md',
  'CONTRIBUTING.md',
  ...['errors', 'realtime', 'groups', 'limits', 'glossary', 'promises', 'features', 'deployment'].map(
    (name) => `docs/${name}.md`,
  ),
];

const faultsOf = (text: string): string[] =>
  text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${index + 1}: ${line.trim()}`] : []));

describe('the prose', () => {
  it.each(pages.filter((page) => !quoting.includes(page)))('of %s is plain technical English', (page) => {
    expect(faultsOf(readFileSync(page, 'utf8'))).toEqual([]);
  });

  it('is read line by line', () => {
    expect(faultsOf('A block.\nOf somebody whom he blocked.\nThis, history and other are fine.')).toEqual([
      '2: Of somebody whom he blocked.',
    ]);
  });
});
