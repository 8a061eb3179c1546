import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { TemplateError } from '../../base/TemplateError.ts';
import { PortTakenError } from '../../server/listener/startListener.ts';
import type { Runtime } from '../../start/Runtime.ts';
import { startRuntime } from '../../start/startRuntime.ts';
import { writeAssembly } from './writeAssembly.ts';

const password = 'Test-Password-1234';
let root: string;
let assemblyDir: string;
let runtime: Runtime;
const lines: string[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'runtime-'));
  assemblyDir = writeAssembly(join(root, 'cdk.out'));
  runtime = await startRuntime({ assemblyDir, port: 0, onLog: (line) => lines.push(line) });
});
afterAll(async () => {
  await runtime.stop();
  rmSync(root, { recursive: true });
});

const post = (query: string, headers: Record<string, string> = { 'x-api-key': runtime.apiKey }): Promise<Response> =>
  fetch(runtime.graphqlUrl, { method: 'POST', headers, body: JSON.stringify({ query }) });

const cognito = (): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({
    endpoint: runtime.origin,
    region: runtime.region,
    credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' },
    maxAttempts: 1,
  });

describe('a runtime', () => {
  it('answers GraphQL and tells the request in one line, without what was sent', async () => {
    const answer = await post('{ secretAlias: ping }');
    expect(await answer.json()).toEqual({ data: { secretAlias: 'pong' } });
    expect(lines.at(-1)).toMatch(/^Query\.ping {2}OK {2}0 round trips, 0 write units, [\d.]+ ms {2}[0-9a-f-]{36}$/);
    expect(lines.at(-1)).toContain(answer.headers.get('x-amzn-requestid')!);
  });

  it('refuses a wrong key with 401 and logs the type', async () => {
    expect((await post('{ ping }', { 'x-api-key': 'da2-wrong' })).status).toBe(401);
    expect(lines.at(-1)).toContain('UnauthorizedException');
    expect(lines.at(-1)).not.toContain('da2-wrong');
  });

  it('answers GraphQL by GET', async () => {
    const query = new URLSearchParams({ query: 'query named { ping }', operationName: 'named' });
    const answer = await fetch(`${runtime.graphqlUrl}?${query.toString()}`, {
      headers: { 'x-api-key': runtime.apiKey },
    });
    expect(await answer.json()).toEqual({ data: { ping: 'pong' } });
  });

  it.each(['PUT', 'DELETE'])('refuses %s of the GraphQL address', async (method) => {
    const answer = await fetch(`${runtime.graphqlUrl}?query={ping}`, { method });
    expect(answer.status).toBe(405);
    expect(await answer.json()).toHaveProperty('message');
  });

  it.each(['', 'meow', '[]', '{}', '[{"query":"{ping}"}]'])('refuses the body %j with 400', async (body) => {
    const headers = { 'x-api-key': runtime.apiKey };
    const answer = await fetch(runtime.graphqlUrl, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe('MalformedHttpRequestException');
  });

  it('refuses a GraphQL body of more than 1 MB with 413', async () => {
    expect((await post(`{ ping } # ${'x'.repeat(1_048_576)}`)).status).toBe(413);
  });

  it.each(['/graphql/realtime', '/graphql'])('takes WebSockets at %s', async (path) => {
    const header = Buffer.from(JSON.stringify({ host: 'localhost', 'x-api-key': runtime.apiKey })).toString(
      'base64url',
    );
    const socket = new WebSocket(
      `${runtime.origin.replace('http', 'wss')}${path}?more=1`,
      ['graphql-ws', `header-${header}`],
      {
        ca: runtime.caCertificate,
      },
    );
    await once(socket, 'open');
    expect(socket.protocol).toBe('graphql-ws');
    socket.send('{"type":"connection_init"}');
    const [frame] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(frame.toString())).toMatchObject({ type: 'connection_ack' });
    socket.terminate();
  });

  it('has no WebSocket anywhere else', async () => {
    const socket = new WebSocket(`${runtime.origin.replace('http', 'ws')}/other`);
    await expect(once(socket, 'open')).rejects.toThrow('404');
  });

  it('signs tokens that its published keys verify', async () => {
    const client = cognito();
    await client.send(
      new SignUpCommand({
        ClientId: runtime.webClientId,
        Username: 'dora',
        Password: password,
        UserAttributes: [{ Name: 'email', Value: 'dora@example.com' }],
      }),
    );
    const [mail] = runtime.userPools.mails();
    const common = { ClientId: runtime.webClientId, Username: 'dora' };
    await runtime.userPools.call('ConfirmSignUp', { ...common, ConfirmationCode: mail?.code });
    const { body } = await runtime.userPools.call(
      'AdminInitiateAuth',
      {
        UserPoolId: runtime.userPoolId,
        ClientId: runtime.webClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'dora', PASSWORD: password },
      },
      'arn:aws:iam::000000000000:root',
    );
    const { AccessToken } = (body as { AuthenticationResult: { AccessToken: string } }).AuthenticationResult;
    const issuer = runtime.userPools.issuer(runtime.userPoolId);
    const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string
    >;
    const keys = (await (await fetch(discovery['jwks_uri']!)).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(AccessToken, createLocalJWKSet(keys), { issuer: discovery['issuer']! });
    expect(payload['username']).toBe('dora');
    expect((await fetch(`${runtime.origin}/us-east-1_other/.well-known/jwks.json`)).status).toBe(404);
  });

  it('refuses AWS calls of keys that it never gave out', async () => {
    const input = { UserPoolId: runtime.userPoolId, Username: 'dora' };
    await expect(cognito().send(new AdminGetUserCommand(input))).rejects.toThrow('security token');
    const tables = new DynamoDBClient({
      endpoint: runtime.origin,
      region: runtime.region,
      credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
    const get = new GetItemCommand({ TableName: 'x', Key: { userId: { S: 'x' } } });
    await expect(tables.send(get)).rejects.toThrow('security token');
  });

  it("cuts the backend's own requests before they run when that fault is injected", async () => {
    const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=x' };
    runtime.gate.injectFaults({ seed: 1, cutPublish: 1 });
    await expect(post('{ ping }', signed)).rejects.toThrow('fetch failed');
    expect((await post('{ ping }')).status).toBe(200);
    runtime.gate.injectFaults(undefined);
    expect((await post('{ ping }', signed)).status).toBe(401);
  });

  it('shows a page with what it serves and nothing else', async () => {
    const page = await (await fetch(runtime.origin)).text();
    expect(page).toContain(runtime.apiKey);
    expect([...page.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href)).toEqual(['/ide/', '/mails']);
  });

  it('answers everything with a request id and nothing with a stack trace', async () => {
    for (const path of ['/', '/mails', '/nothing', '/graphql', '/x/.well-known/jwks.json', '/%00', '/app/', '//']) {
      const answer = await fetch(runtime.origin + path);
      expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
      expect(await answer.text()).not.toMatch(/\bat .*:\d+|node_modules|node:/);
    }
  });
});

describe('a start that fails', () => {
  it('frees the port and everything else', async () => {
    const broken = writeAssembly(join(root, 'broken.out'), { apiKeys: 0 });
    const dataDir = join(root, 'data');
    await expect(startRuntime({ assemblyDir: broken, port: 0, dataDir })).rejects.toThrow(TemplateError);
    const good = await startRuntime({ assemblyDir, port: 0, dataDir, fresh: true });
    await good.stop();
  });

  it('says that the port is taken', async () => {
    const port = Number(new URL(runtime.origin).port);
    await expect(startRuntime({ assemblyDir, port })).rejects.toThrow(PortTakenError);
  });
});

describe('a stop', () => {
  it('closes sockets with a reason, and may be asked twice', async () => {
    const other = await startRuntime({ assemblyDir, port: 0 });
    const header = Buffer.from(JSON.stringify({ host: 'localhost', 'x-api-key': other.apiKey })).toString('base64url');
    const socket = new WebSocket(other.realtimeUrl, ['graphql-ws', `header-${header}`]);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await Promise.all([other.stop(), other.stop()]);
    expect((await closed)[0]).toBe(1001);
  });

  it('leaves no timer, socket or child that keeps the process alive', async () => {
    const module = new URL('../../start/startRuntime.ts', import.meta.url).href;
    const script = `import { startRuntime } from ${JSON.stringify(module)};
      const runtime = await startRuntime({ assemblyDir: ${JSON.stringify(assemblyDir)}, port: 0 });
      const body = JSON.stringify({ query: '{ secretAlias: ping }' });
      const answer = await fetch(runtime.graphqlUrl, { method: 'POST', headers: { 'x-api-key': runtime.apiKey }, body });
      console.log(await answer.text());
      await runtime.stop();
      console.log('stopped');`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    onTestFinished(() => void child.kill());
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));

    // A process ends by itself once nothing keeps it alive.
    const [code] = (await once(child, 'close')) as [number | null];

    expect(output).toBe('{"data":{"secretAlias":"pong"}}\nstopped\n');
    expect(code).toBe(0);
  });
});
