import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoints } from '../../start/Endpoints.ts';
import { isRunning, toRecordedProcess } from '../../storage/RecordedProcess.ts';
import { writeAssembly } from './writeAssembly.ts';

interface Run {
  readonly child: ChildProcess;
  /** Resolves with the output up to the ready line; rejects when the process ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<{ code: number | null; output: string }>;
}

let root: string;
let assembly: string;
const runs: Run[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'main-'));
  assembly = writeAssembly(join(root, 'cdk.out'));
});
afterEach(async () => {
  for (const { child, ended } of runs.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function npmStart(...args: string[]): Run {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', resolve('local/main.ts'), '--assembly', assembly, ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let isReady: (output: string) => void = () => undefined;
  const ready = new Promise<string>((done) => (isReady = done));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (/^Ready/m.test(output)) isReady(output);
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const run = {
    child,
    ended,
    ready: Promise.race([
      ready,
      ended.then(({ output: all }) => {
        throw new Error(`It ended: ${all}`);
      }),
    ]),
  };
  run.ready.catch(() => undefined);
  runs.push(run);
  return run;
}

const endpointsOf = (data: string): Endpoints =>
  JSON.parse(readFileSync(join(data, 'endpoints.json'), 'utf8')) as Endpoints;

const childrenOf = (data: string) =>
  (JSON.parse(readFileSync(join(data, 'runtime.json'), 'utf8')) as { children: unknown[] }).children.map((child) =>
    toRecordedProcess(child)!,
  );

describe('npm start', () => {
  it('serves, tells where, keeps everything over kill -9, and stops when asked to', async () => {
    const data = join(root, 'kept');
    const first = npmStart('--port', '0', '--data', data);
    const output = await first.ready;
    expect(output.trimEnd().split('\n').at(-1)).toMatch(/^Ready/);
    const before = endpointsOf(data);
    expect(Object.keys(before)).toEqual([
      'graphqlUrl',
      'realtimeUrl',
      'apiKey',
      'region',
      'userPoolId',
      'webClientId',
      'userPoolEndpoint',
      'mailUrl',
      'caCertPath',
      'demoUsers',
    ]);
    expect(before.demoUsers.map(({ username }) => username)).toEqual(['ana', 'bob', 'cleo']);
    expect(output).toContain(before.demoUsers[0]!.password);
    const amplify: unknown = JSON.parse(readFileSync(join(data, 'amplify_outputs.json'), 'utf8'));
    expect(amplify).toMatchObject({
      version: '1.4',
      auth: { user_pool_id: before.userPoolId, user_pool_client_id: before.webClientId, aws_region: 'us-east-1' },
      data: { url: before.graphqlUrl, api_key: before.apiKey, default_authorization_type: 'API_KEY' },
    });

    const mails = (await (await fetch(before.mailUrl)).json()) as { username: string }[];
    expect(mails.map(({ username }) => username)).toEqual(['cleo', 'bob', 'ana']);
    expect(await overTls(`${before.userPoolEndpoint}/`, readFileSync(before.caCertPath, 'utf8'))).toContain('da2-');

    const second = await npmStart('--port', '0', '--data', data).ended;
    expect(second).toEqual({
      code: 1,
      output: expect.stringMatching(/^The data folder .* is in use by process .*\n$/) as string,
    });

    const children = childrenOf(data);
    expect(children.length).toBeGreaterThan(0);
    first.child.kill('SIGKILL');
    await first.ended;

    const third = npmStart('--port', '0', '--data', data);
    await third.ready;
    expect(children.some(isRunning)).toBe(false);
    const after = endpointsOf(data);
    for (const name of ['apiKey', 'userPoolId', 'webClientId', 'demoUsers'] as const)
      expect(after[name]).toEqual(before[name]);
    const grandchildren = childrenOf(data);
    third.child.kill('SIGINT');
    expect((await third.ended).code).toBe(0);
    expect(grandchildren.some(isRunning)).toBe(false);
    expect(existsSync(join(data, 'runtime.lock'))).toBe(false);
    await expect(fetch(after.mailUrl)).rejects.toThrow();
  });

  it('answers no client before endpoints.json is there', async () => {
    const port = await freePort();
    const data = join(root, 'early');
    const run = npmStart('--port', String(port), '--data', data);
    const statuses = new Set<number>();

    while (!statuses.has(200)) {
      const status = await fetch(`http://127.0.0.1:${port}/mails`).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) expect(existsSync(join(data, 'endpoints.json'))).toBe(true);
      statuses.add(status);
    }

    await run.ready;
    expect(statuses).toContain(503);
  });

  it('starts empty with --fresh, which another template needs', async () => {
    const data = join(root, 'fresh');
    const first = npmStart('--port', '0', '--data', data);
    await first.ready;
    const { userPoolId } = endpointsOf(data);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    writeFileSync(join(data, 'notes.md'), 'mine');

    const other = writeAssembly(join(root, 'other.out'), { tableKey: 'other' });
    const refused = await npmStart('--port', '0', '--data', data, '--assembly', other).ended;
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/^The data folder .* was made by another template; --fresh .*\n$/);

    const fresh = npmStart('--port', '0', '--data', data, '--assembly', other, '--fresh');
    await fresh.ready;
    expect(endpointsOf(data).userPoolId).not.toBe(userPoolId);
    expect(readdirSync(data)).toContain('notes.md');
  });

  it('says in one sentence that the port is taken, and leaves nothing running', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const data = join(root, 'taken');
    expect(await npmStart('--port', String(port), '--data', data).ended).toEqual({
      code: 1,
      output: `Port ${port} is taken by another program; choose another with --port.\n`,
    });
    expect(childrenOf(data)).toEqual([]);
    expect(existsSync(join(data, 'runtime.lock'))).toBe(false);
    server.close();
  });

  it.each([
    [['--prot', '1'], /^Unknown option '--prot'; see --help\.\n$/],
    [
      ['--assembly', '/nowhere'],
      /^There is no synthesized app in \/nowhere: run `npm run synth`, or name another folder with --assembly\.\n$/,
    ],
  ])('refuses %j in one sentence', async (args, sentence) => {
    const { code, output } = await npmStart(...args).ended;
    expect(code).toBe(1);
    expect(output).toMatch(sentence);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function overTls(url: string, ca: string): Promise<string> {
  const [message] = (await once(request(url.replace('http:', 'https:'), { ca, agent: false }).end(), 'response')) as [
    IncomingMessage,
  ];
  let text = '';
  for await (const chunk of message) text += String(chunk);
  return text;
}
