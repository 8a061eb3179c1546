import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/promises.md', 'utf8');

/** The rows of the page: number, guarantee, and the tests that hold it. */
const promises = [...page.matchAll(/^\| `P(\d+)` +\| (.*?) +\| (.*?) +\|$/gm)].map(([, number, guarantee, tests]) => ({
  number: Number(number),
  guarantee: guarantee ?? '',
  tests: tests ?? '',
}));

/** Numbers of promises that code, tests and pages use, e.g. the 4 of "(P4)". */
const usedNumbers = (): Set<number> => {
  const found = execFileSync('git', ['grep', '-ohE', '\\bP[0-9]{1,2}\\b', '--', '*.ts', 'docs/*.md', 'schema'], {
    encoding: 'utf8',
  });
  return new Set(
    found
      .trim()
      .split('\n')
      .map((name) => Number(name.slice(1))),
  );
};

describe('docs/promises.md', () => {
  it('lists P1 to P16 in order', () => {
    expect(promises.map(({ number }) => number)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  });

  it('names tests for each promise, or says that it is not built yet', () => {
    for (const { number, tests } of promises) {
      expect([number, tests]).toEqual([number, expect.stringMatching(/^(?:not built yet|\[.*\]\(\.\.\/.*\))$/)]);
    }
  });

  it('has a test file of its own for each promise that is built', () => {
    for (const { number, tests } of promises.filter((promise) => promise.tests !== 'not built yet')) {
      expect(tests).toContain(`(../test/features/P${number}.test.ts)`);
    }
  });

  it('has every number that code, tests and pages use', () => {
    const listed = new Set(promises.map(({ number }) => number));

    expect([...usedNumbers()].filter((number) => !listed.has(number))).toEqual([]);
  });
});
