import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Runtime } from '../../start/Runtime.ts';
import { startRuntime } from '../../start/startRuntime.ts';
import { writeAssembly } from './writeAssembly.ts';

interface Row {
  readonly feature: string;
  readonly support: 'yes' | 'partial' | 'no';
}

const rows = readFileSync(new URL('../../SUPPORT.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .flatMap(([, feature = '', support = '']): Row[] =>
    support === 'yes' || support === 'partial' || support === 'no' ? [{ feature, support }] : [],
  );

/** The paths that a row names, e.g. `/mails`, with the support that it says they have. */
const paths = rows.flatMap(({ feature, support }) =>
  [...feature.matchAll(/`(?:GET |POST )?(\/[^`]*)`/g)].map(([, path = '']) => ({ path, support, feature })),
);

let root: string;
let assemblyDir: string;
let runtime: Runtime;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'paths-'));
  assemblyDir = writeAssembly(join(root, 'cdk.out'));
  mkdirSync(join(root, 'app'));
  writeFileSync(join(root, 'app/index.html'), '<title>chat</title>');
  runtime = await startRuntime({ assemblyDir, port: 0, appFolder: join(root, 'app') });
});
afterAll(async () => {
  await runtime.stop();
  rmSync(root, { recursive: true });
});

async function isServed(path: string, feature: string): Promise<boolean> {
  const { origin, apiKey } = runtime;
  if (feature.includes('graphql-ws')) {
    const credentials = Buffer.from(JSON.stringify({ host: new URL(origin).host, 'x-api-key': apiKey }));
    const protocols = ['graphql-ws', `header-${credentials.toString('base64url')}`];
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, protocols);
    await once(socket, 'open');
    socket.close();
    return true;
  }
  const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
  const [pathname = ''] = path.split('?');
  const answer = await (path.includes('?')
    ? fetch(`${origin}${pathname}?query=${encodeURIComponent('{ ping }')}`, { headers })
    : fetch(`${origin}${path}`, path === '/graphql' ? { method: 'POST', headers, body: '{"query":"{ ping }"}' } : {}));
  return answer.status === 200;
}

it('SUPPORT.md names paths', () => {
  expect(paths.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/', '/mails', '/ide', '/app', '/graphql', '/graphql/realtime']),
  );
});

it.each(paths)('$path is served as SUPPORT.md says: $support', async ({ path, support, feature }) => {
  expect(await isServed(path, feature)).toBe(support !== 'no');
});

it('/app is not served where it is not built', async () => {
  const bare = await startRuntime({ assemblyDir, port: 0, appFolder: join(root, 'nowhere') });

  const { status } = await fetch(`${bare.origin}/app/`);

  await bare.stop();
  expect(status).toBe(404);
});
