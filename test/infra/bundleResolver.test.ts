import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleResolver } from '../../infra/build/bundleResolver.ts';
import { projectRoot } from '../../infra/build/projectRoot.ts';

/** In the folder of build results, which nobody else reads. */
const name = `../build/bundleResolver-${process.pid}`;
const path = join(projectRoot, 'resolvers', `${name}.ts`);

const bundling = (source: string) => () => {
  writeFileSync(path, source);
  return bundleResolver(name);
};

afterEach(() => {
  rmSync(path, { force: true });
});

const handlers = 'export const request = () => ({}); export const response = () => null;';

describe('the bundle of a resolver', () => {
  it('is one module without types or maps, that imports AppSync’s alone', () => {
    const code = bundleResolver('Mutation.blockUser');

    expect(code).not.toContain('sourceMappingURL');
    expect(code).not.toContain('MutationBlockUserArgs');
    expect([...code.matchAll(/from "([^"]+)"/g)].map(([, from]) => from)).toSatisfy((imports: string[]) =>
      imports.every((from) => from.startsWith('@aws-appsync/utils')),
    );
  });

  it('has no comments, also not those inside of object literals', () => {
    const source = `/** one */ export const request = () => ({ /** two */ a: 1 }); // three
export const response = () => ({ // four
  b: 2 });`;

    expect(bundling(source)()).not.toMatch(/one|two|three|four/);
  });

  it('exports both handlers', () => {
    expect(bundling(handlers)).not.toThrow();
  });

  it.each([
    ['one handler', 'export const request = () => ({});'],
    ['a third export', `${handlers} export const more = 1;`],
    ['a default export', 'export default {};'],
  ])('with %s is refused', (_, source) => {
    expect(bundling(source)).toThrow('must export `request` and `response`');
  });

  it('of more characters than AppSync takes is refused by its size', () => {
    const source = `export const request = () => ({ text: ${JSON.stringify('x'.repeat(32_768))} }); export const response = () => null;`;

    expect(bundling(source)).toThrow(/bundles to 3\d{4} characters; AppSync takes 32768/);
  });

  it('of a file that is not there is refused', () => {
    expect(() => bundleResolver('Query.nothing')).toThrow('Query.nothing');
  });
});
