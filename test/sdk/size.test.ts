import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** The core is to come below 15 KB: each step towards it lowers this number. */
const limitBytes = 16 * 1024;

it('weighs less than its limit, minified and by gzip', async () => {
  const contents = `export { createMessagingClient, MessagingError } from './core.ts';`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: 'sdk/src', loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });

  expect(gzipSync(outputFiles[0]!.contents, { level: 9 }).length).toBeLessThan(limitBytes);
});
