import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../../appsync/identity/Authenticator.ts';
import { createAuthenticator } from '../../../appsync/identity/createAuthenticator.ts';
import type { Iam, Session } from '../../../iam/Iam.ts';
import { iamThat } from '../api/TestApi.ts';
import { stackOf, THREE_MODES } from '../api/TestStack.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const SECONDS = NOW / 1000;
const ISSUER = 'http://localhost:20002/pool1';
const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = own.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const foreignJwk = foreign.publicKey.export({ format: 'jwk' });

type Json = Record<string, unknown>;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const GOOD_HEADER = { alg: 'RS256', kid: 'key1' };
const GOOD_CLAIMS = {
  sub: 'u1',
  iss: ISSUER,
  token_use: 'access',
  client_id: 'web',
  username: 'ana',
  exp: SECONDS + 60,
  iat: SECONDS - 60,
};

function token(claims: Json = {}, header: Json = {}, key = own.privateKey): string {
  const text = `${encode({ ...GOOD_HEADER, ...header })}.${encode({ ...GOOD_CLAIMS, ...claims })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
}

function withHmac(): string {
  const text = `${encode({ ...GOOD_HEADER, alg: 'HS256' })}.${encode(GOOD_CLAIMS)}`;
  return `${text}.${createHmac('sha256', publicPem).update(text).digest('base64url')}`;
}

const unsigned = (alg: string): string => `${encode({ ...GOOD_HEADER, alg })}.${encode(GOOD_CLAIMS)}.`;
const [goodHeader = '', , goodSignature = ''] = token().split('.');

const session: Session = {
  credentials: { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'session' },
  roleArn: 'arn:aws:iam::000000000000:role/Send',
  sessionName: 'send',
};

function create(api: Json = {}, now = NOW) {
  const clock = { value: now, now: () => clock.value };
  const stack = stackOf('type Query { a: Int }', { ...THREE_MODES, ...api })
    .add('AWS::AppSync::ApiKey', { Expires: SECONDS + 3600 }, { attributes: { ApiKey: 'da2-key' } })
    .add('AWS::Cognito::UserPoolClient', { UserPoolId: 'pool1' }, { ref: 'web' })
    .add('AWS::Cognito::UserPoolClient', { UserPoolId: 'pool2' }, { ref: 'elsewhere' });
  const iam: Iam = { ...iamThat(() => true), session: (id) => (id === 'ASIA1' ? session : undefined) };
  let jwksReads = 0;
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'key1', alg: 'RS256', use: 'sig' };
  const authenticator = createAuthenticator({
    stack,
    clock,
    iam,
    jwks: () => ((jwksReads += 1), { keys: [jwk] }),
    issuer: (poolId) => `http://localhost:20002/${poolId}`,
  });
  const ask = (headers: Record<string, string>, rest: Partial<Credentials> = {}) =>
    authenticator.authenticate({
      headers,
      method: 'POST',
      path: '/graphql',
      body: '{}',
      sourceIp: ['127.0.0.1'],
      ...rest,
    });
  return { ask, clock, reads: () => jwksReads };
}

const messageOf = (answer: Awaited<ReturnType<ReturnType<typeof create>['ask']>>) =>
  'refusal' in answer ? answer.refusal.message : 'accepted';

describe('a token', () => {
  it.each([
    ['bare', token()],
    ['after Bearer', `Bearer ${token()}`],
  ])('signs a person in %s', async (_how, authorization) => {
    expect(await create().ask({ authorization })).toEqual({
      caller: {
        mode: 'AMAZON_COGNITO_USER_POOLS',
        sourceIp: ['127.0.0.1'],
        sub: 'u1',
        username: 'ana',
        issuer: ISSUER,
        groups: null,
        claims: GOOD_CLAIMS,
      },
    });
  });

  it('of use id is accepted too, with its groups', async () => {
    const authorization = token({
      token_use: 'id',
      client_id: undefined,
      username: undefined,
      aud: 'web',
      'cognito:username': 'bo',
      'cognito:groups': ['staff'],
    });
    expect(await create().ask({ authorization })).toMatchObject({ caller: { username: 'bo', groups: ['staff'] } });
  });

  it.each([
    ['alg none', unsigned('none')],
    ['alg None', unsigned('None')],
    ['an empty alg', unsigned('')],
    ['alg none and a signature', `${encode({ ...GOOD_HEADER, alg: 'none' })}.${encode(GOOD_CLAIMS)}.${goodSignature}`],
    ['alg none in two parts', unsigned('NONE').slice(0, -1)],
    ['HS256 by the public key', withHmac()],
    ['RS512', token({}, { alg: 'RS512' })],
    ['another key', token({}, {}, foreign.privateKey)],
    ['another key in its header', token({}, { jwk: foreignJwk, kid: undefined }, foreign.privateKey)],
    ['another key in its header under a known kid', token({}, { jwk: foreignJwk }, foreign.privateKey)],
    ['a jku', token({}, { jku: 'http://127.0.0.1:1/jwks', kid: 'evil' }, foreign.privateKey)],
    ['no kid', token({}, { kid: undefined })],
    ['an unknown kid', token({}, { kid: 'key2' })],
    ['an nbf to come', token({ nbf: SECONDS + 3600 })],
    ['an nbf that is no number', token({ nbf: 'soon' })],
    ['another issuer', token({ iss: 'http://localhost:20002/pool2' })],
    ['no issuer', token({ iss: undefined })],
    ["another pool's client", token({ client_id: 'elsewhere' })],
    ['no client', token({ client_id: undefined })],
    ['another token_use', token({ token_use: 'refresh' })],
    ['no token_use', token({ token_use: undefined })],
    ['a changed sub', `${goodHeader}.${encode({ ...GOOD_CLAIMS, sub: 'u2' })}.${goodSignature}`],
    ['no signature', `${goodHeader}.${encode(GOOD_CLAIMS)}.`],
    ['four parts', `${token()}.x`],
    ['exp as text', token({ exp: String(SECONDS + 60) })],
    ['no exp', token({ exp: undefined })],
    ['no sub', token({ sub: undefined })],
    ['no username', token({ username: undefined })],
    ['no iat', token({ iat: undefined })],
    ['an iat to come', token({ iat: SECONDS + 3600 })],
    ['a crit header', token({}, { crit: ['x'], x: 1 })],
  ])('with %s is refused', async (_what, authorization) => {
    const answer = await create().ask({ authorization });
    expect(answer).toHaveProperty('refusal.errorType', 'UnauthorizedException');
    expect(['Valid authorization header not provided.', 'Unable to parse JWT token.']).toContain(messageOf(answer));
  });

  it.each([
    ['20 KB of junk', 'x'.repeat(20_000)],
    ['a NUL', 'a\0b'],
    ['words', 'not a token'],
  ])('of %s cannot be parsed', async (_what, authorization) => {
    expect(messageOf(await create().ask({ authorization }))).toBe('Unable to parse JWT token.');
  });

  it("expires at the second that it says, by the runtime's clock", async () => {
    const { ask, clock } = create();
    clock.value = NOW + 59_999;
    expect(messageOf(await ask({ authorization: token() }))).toBe('accepted');
    clock.value = NOW + 60_000;
    expect(messageOf(await ask({ authorization: token() }))).toBe('Token has expired.');
  });

  it('is matched by its client against the whole AppIdClientRegex, where one is set', async () => {
    const { ask } = create({
      UserPoolConfig: { UserPoolId: 'pool1', DefaultAction: 'ALLOW', AppIdClientRegex: 'mobile|tv' },
    });
    expect(messageOf(await ask({ authorization: token({ client_id: 'tv' }) }))).toBe('accepted');
    for (const client_id of ['web', 'tvx', 'mobile2'])
      expect(messageOf(await ask({ authorization: token({ client_id }) }))).not.toBe('accepted');
  });

  it('is not accepted where the API has no user pool', async () => {
    const { ask } = create({ AuthenticationType: 'API_KEY', AdditionalAuthenticationProviders: [] });
    expect(messageOf(await ask({ authorization: token() }))).toBe('You are not authorized to make this call.');
  });
});

describe('an API key', () => {
  it('lets a request in until it expires', async () => {
    const { ask, clock } = create();
    expect(await ask({ 'x-api-key': 'da2-key' })).toEqual({ caller: { mode: 'API_KEY', sourceIp: ['127.0.0.1'] } });
    clock.value = NOW + 3_600_000;
    expect(messageOf(await ask({ 'x-api-key': 'da2-key' }))).toBe('You are not authorized to make this call.');
  });

  it('is refused when unknown, and where the API has none', async () => {
    expect(messageOf(await create().ask({ 'x-api-key': 'da2-other' }))).toBe(
      'You are not authorized to make this call.',
    );
    const { ask } = create({ AdditionalAuthenticationProviders: [] });
    expect(messageOf(await ask({ 'x-api-key': 'da2-key' }))).toBe('You are not authorized to make this call.');
  });

  it('goes before a token', async () => {
    const { ask } = create();
    expect(await ask({ 'x-api-key': 'da2-key', authorization: token() })).toMatchObject({
      caller: { mode: 'API_KEY' },
    });
    expect(messageOf(await ask({ 'x-api-key': 'da2-other', authorization: token() }))).not.toBe('accepted');
  });
});

describe('a signature', () => {
  const sign = async (service = 'appsync'): Promise<Record<string, string>> => {
    const signer = new SignatureV4({ service, region: 'us-east-1', sha256: Sha256, credentials: session.credentials });
    const request = {
      method: 'POST',
      protocol: 'http:',
      hostname: 'localhost',
      path: '/graphql',
      headers: { host: 'localhost' },
      body: '{}',
    };
    const { headers } = await signer.sign(request, { signingDate: new Date(NOW) });
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  };

  it('makes the caller the role that signed', async () => {
    expect(await create().ask({ ...(await sign()), 'x-api-key': 'da2-other' })).toEqual({
      caller: {
        mode: 'AWS_IAM',
        sourceIp: ['127.0.0.1'],
        accountId: '000000000000',
        roleArn: 'arn:aws:iam::000000000000:role/Send',
        userArn: 'arn:aws:sts::000000000000:assumed-role/Send/send',
        username: expect.stringMatching(/^AROA[A-Z2-7]{17}:send$/) as string,
      },
    });
  });

  it('is refused over another body, for another service and where the API has no IAM', async () => {
    expect(await create().ask(await sign(), { body: '{"query":""}' })).toHaveProperty('refusal');
    expect(await create().ask(await sign('dynamodb'))).toHaveProperty('refusal');
    expect(messageOf(await create({ AdditionalAuthenticationProviders: [] }).ask(await sign()))).toBe(
      'You are not authorized to make this call.',
    );
  });
});

it('refuses a request without credentials', async () => {
  for (const headers of [{}, { authorization: '' }, { authorization: '  ' }]) {
    expect(messageOf(await create().ask(headers as Record<string, string>))).toBe(
      'Valid authorization header not provided.',
    );
  }
});
