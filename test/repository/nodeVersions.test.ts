import { readFileSync } from 'node:fs';
import { satisfies, validRange } from 'semver';
import { describe, expect, it } from 'vitest';

interface Package {
  readonly version: string;
  readonly engines?: { readonly node?: string };
}

const read = (file: string): string => readFileSync(file, 'utf8');
const lock = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Package>> };
const { engines } = JSON.parse(read('package.json')) as { readonly engines: { readonly node: string } };

/** The oldest version of each line that is supported. */
const oldestOfEachLine = ['20.19.0', '22.13.0', '24.0.0'];

describe('the supported versions of Node', () => {
  it('are those that package.json names', () => {
    expect(engines.node).toBe(
      oldestOfEachLine
        .map((version) => `^${version}`)
        .join(' || ')
        .replace(/\^(24.*)/, '>=$1'),
    );
  });

  it.each(oldestOfEachLine)('are accepted by every package, so that an installation warns of none: %s', (version) => {
    const refusing = Object.entries(lock.packages)
      .filter(([, { engines: wanted }]) => wanted?.node !== undefined && !satisfies(version, wanted.node))
      .map(([path, { engines: wanted }]) => `${path} needs ${wanted?.node ?? ''}`);

    expect(validRange(engines.node)).not.toBeNull();
    expect(refusing).toEqual([]);
  });

  it('are tested from the oldest to the newest by .ci/run, and named by README', () => {
    expect(read('.ci/run')).toMatch(/^nodes=\(20\.19\.0 24\)$/m);
    for (const line of ['20.19', '22.13', '24']) expect(read('README.md')).toMatch(new RegExp(`^\\| ${line} `, 'm'));
  });
});
