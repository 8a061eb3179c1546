import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceHash } from '../../infra/build/sourceHash.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'messaging-'));
  for (const folder of ['domain', 'functions/lib', 'generated', 'infra', 'resolvers', 'schema', 'docs']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, 'package-lock.json'), '{}');
  writeFileSync(join(root, 'cdk.json'), '{}');
  writeFileSync(join(root, 'functions/lib/one.ts'), 'one');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('the hash of the sources', () => {
  it('is the same for the same sources, wherever they lie', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'messaging-'));
    cpSync(root, elsewhere, { recursive: true });

    expect(sourceHash(elsewhere)).toBe(sourceHash(root));
    rmSync(elsewhere, { recursive: true });
  });

  it.each(['domain/a.ts', 'functions/lib/a.ts', 'generated/a.ts', 'infra/a.ts', 'resolvers/a.ts', 'schema/a.graphql'])(
    'changes with a new file at %s',
    (path) => {
      const before = sourceHash(root);
      writeFileSync(join(root, path), '');

      expect(sourceHash(root)).not.toBe(before);
    },
  );

  it.each(['package-lock.json', 'cdk.json', 'functions/lib/one.ts'])('changes with the content of %s', (path) => {
    const before = sourceHash(root);
    writeFileSync(join(root, path), 'other');

    expect(sourceHash(root)).not.toBe(before);
  });

  it('changes with the name of a file', () => {
    const before = sourceHash(root);
    renameSync(join(root, 'functions/lib/one.ts'), join(root, 'functions/lib/two.ts'));

    expect(sourceHash(root)).not.toBe(before);
  });

  it('does not change with what is no source', () => {
    const before = sourceHash(root);
    writeFileSync(join(root, 'docs/a.md'), 'text');

    expect(sourceHash(root)).toBe(before);
  });
});
