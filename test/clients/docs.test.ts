import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  devDependencies: Record<string, string>;
};
const told = [...readFileSync('docs/clients.md', 'utf8').matchAll(/`((?:@[a-z-]+\/)?[a-z-]+)@(\d[\d.]*)`/g)];

describe('docs/clients.md', () => {
  it('names the versions that are run', () => {
    const versions = told.map(([, name = '', version = '']) => [name, version] as const);

    expect(versions.map(([name]) => name)).toEqual(expect.arrayContaining(['aws-amplify', '@apollo/client']));
    expect(versions.map(([name]) => [name, devDependencies[name]])).toEqual(versions);
  });
});
