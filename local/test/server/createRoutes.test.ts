import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTargetedCall } from '../../server/answerTargetedCall.ts';
import { createRoutes } from '../../server/createRoutes.ts';
import { answerJson, type HttpAnswer, type HttpRequest } from '../../server/listener/HttpExchange.ts';

const requestId = '11111111-2222-4333-8444-555555555555';
const mail = {
  to: 'a@example.com',
  username: '<b>ana',
  code: '123456',
  subject: 'Code',
  sentAt: '2026-01-01T00:00:00Z',
  state: 'used' as const,
};
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'routes-'));
  mkdirSync(join(folder, 'app/assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'app/index.html'), '<title>chat</title>');
  writeFileSync(join(folder, 'app/assets/x.js'), 'x');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'app/link.txt'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function ask(part: Partial<HttpRequest>, appFolder?: string): Promise<HttpAnswer> {
  const route = createRoutes({
    answerGraphql: () => answerJson(200, 'graphql'),
    answerTargetedCall: (request) =>
      answerTargetedCall(request, async ({ body }) =>
        body === 'no'
          ? { status: 400, body: { __type: 'com.amazon.coral.service#AccessDeniedException', message: 'No.' } }
          : { status: 200, body: { body } },
      ),
    answerWellKnown: (poolId, document) => (poolId === 'p' ? answerJson(200, document) : undefined),
    mails: () => [mail],
    ide: async () => ({
      graphqlUrl: 'http://localhost:1/graphql',
      realtimeUrl: 'ws://localhost:1/graphql/realtime',
      apiKey: 'da2-x',
      region: 'us-east-1',
      demoUsers: [],
      accessToken: 'token of ana',
    }),
    landing: () => ({ stackName: 'Chat', settings: [['Key', 'da2-x']], demoUsers: [], links: [] }),
    appFolder,
  });
  return route({
    method: 'GET',
    path: '/',
    query: '',
    headers: { host: 'localhost:1' },
    body: '',
    sourceIp: '127.0.0.1',
    requestId,
    ...part,
  });
}

const target = (name: string, rest: Record<string, string> = {}, body = '{}'): Promise<HttpAnswer> =>
  ask({ method: 'POST', headers: { 'x-amz-target': name, ...rest }, body });

describe('routes', () => {
  it.each(['GET', 'POST'])('answer %s of /graphql', async (method) => {
    expect(await ask({ method, path: '/graphql' })).toMatchObject({ status: 200, body: '"graphql"' });
  });

  it.each(['PUT', 'DELETE', 'HEAD'])('refuse %s of /graphql with 405', async (method) => {
    expect(await ask({ method, path: '/graphql' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, POST, OPTIONS' },
    });
  });

  it('serve the public keys of known pools', async () => {
    expect((await ask({ path: '/p/.well-known/jwks.json' })).body).toBe('"jwks.json"');
    expect((await ask({ path: '/q/.well-known/jwks.json' })).status).toBe(404);
  });

  it('answer 404 in JSON for anything else', async () => {
    const answer = await ask({ path: '/nothing' });
    expect(answer.status).toBe(404);
    expect(JSON.parse(String(answer.body))).toHaveProperty('message');
  });

  it('give programs the mails as JSON and browsers a page with every text escaped', async () => {
    expect(JSON.parse(String((await ask({ path: '/mails' })).body))).toEqual([mail]);
    const page = await ask({ path: '/mails', headers: { host: 'localhost', accept: 'text/html,*/*' } });
    expect(page.body).toContain('&lt;b&gt;ana');
    expect(page.body).not.toContain('<b>ana');
    expect(page.body).toMatch(/<code>123456<\/code>\s*<span class="state">used<\/span>/);
  });

  it.each([
    ['a foreign host name', { host: 'evil.example:80' }],
    ['a foreign origin', { host: 'localhost', origin: 'https://evil.example' }],
    ['an opaque origin', { host: 'localhost', origin: 'null' }],
    ['no host', {}],
  ])('show neither mails nor keys to %s', async (_, headers) => {
    expect((await ask({ path: '/mails', headers })).status).toBe(403);
    expect((await ask({ path: '/', headers })).status).toBe(403);
  });

  it('serve the IDE with its own files and the key only to this machine', async () => {
    const page = String((await ask({ path: '/ide/' })).body);
    expect(page).toContain('da2-x');
    expect(page).toContain('token of ana');
    expect(page).not.toMatch(/(?:src|href)="https?:/);
    const [, script = ''] = /src="(main[^"]*\.js)"/.exec(page) ?? [];
    expect((await ask({ path: `/ide/${script}` })).headers?.['content-type']).toContain('text/javascript');
    expect((await ask({ path: '/ide/', headers: { host: 'evil.example' } })).status).toBe(403);
  });

  it('serve the chat client where it is built', async () => {
    const app = join(folder, 'app');
    expect((await ask({ path: '/app/' })).status).toBe(404);
    expect((await ask({ path: '/app' }, app)).headers).toEqual({ location: '/app/' });
    expect(String((await ask({ path: '/app/' }, app)).body)).toContain('chat');
    expect(String((await ask({ path: '/app/c/direct-1' }, app)).body)).toContain('chat');
    expect((await ask({ path: '/app/assets/x.js' }, app)).headers?.['content-type']).toContain('text/javascript');
  });

  it.each(['/app/../secret.txt', '/app/%2e%2e/secret.txt', '/app/link.txt', '/app/assets/no.js', '/app/%ff.txt'])(
    'serve nothing at %s',
    async (path) => {
      expect((await ask({ path }, join(folder, 'app'))).status).toBe(404);
    },
  );
});

describe('POST /', () => {
  it.each(['DynamoDB_20120810.GetItem', 'secretsmanager.GetSecretValue', 'AWSCognitoIdentityProviderService.SignUp'])(
    'hands %s on',
    async (name) => {
      expect((await target(name, {}, 'body')).body).toBe('{"body":"body"}');
    },
  );

  it.each(['AWSCognitoIdentityProviderService', 'DynamoDBStreams_20120810.GetRecords', 'toString.x', 'x'])(
    'refuses the unknown target %s by name',
    async (name) => {
      const answer = await target(name);
      expect(answer.status).toBe(400);
      expect(JSON.parse(String(answer.body))).toEqual({
        __type: 'UnknownOperationException',
        message: `The local runtime serves no ${name}.`,
      });
    },
  );

  it('names an error in a header too, without its namespace', async () => {
    expect(await target('DynamoDB_20120810.GetItem', {}, 'no')).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': 'AccessDeniedException' },
    });
  });

  it('says so when there is no target', async () => {
    expect((await ask({ method: 'POST' })).headers?.['x-amzn-errortype']).toBe('MissingAction');
  });
});
