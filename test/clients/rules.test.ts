import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Client, toBase64Url } from 'messaging-local/test/appsync/realtime/RealtimeWorld.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { ClientOptions } from 'ws';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();
const clients: Client[] = [];

afterEach(() => {
  for (const { socket } of clients.splice(0)) socket.terminate();
});

const host = (): string => new URL(world().runtime.origin).host;
const keyOf = (): Record<string, string> => ({ 'x-api-key': world().runtime.apiKey });
const tokenOf = ({ session }: Person): Record<string, string> => ({ Authorization: session.accessToken });
const toCarrier = (authorization: Record<string, string>): string =>
  `header-${toBase64Url({ host: host(), ...authorization })}`;

interface Opening {
  readonly path?: string;
  readonly protocols?: string[];
  readonly options?: ClientOptions;
}

/** A socket in the state that an upgrade left it in. */
function open({ path = '/graphql/realtime', protocols, options }: Opening = {}): Client {
  const address = `${world().runtime.origin.replace(/^http/, 'ws')}${path}`;
  const client = new Client(address, protocols ?? ['graphql-ws', toCarrier(keyOf())], options);
  clients.push(client);
  return client;
}

/** A socket that has its `connection_ack`. */
async function connect(opening: Opening = {}): Promise<Client> {
  const client = open(opening);
  await once(client.socket, 'open');
  client.send({ type: 'connection_init' });
  await client.next('connection_ack');
  return client;
}

const startFrame = (
  id: string,
  authorization: Record<string, string>,
  query: string = operations.onMessage,
): unknown => ({
  id,
  type: 'start',
  payload: {
    data: JSON.stringify({ query, variables: {} }),
    extensions: { authorization: { host: host(), ...authorization } },
  },
});

async function post(body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(world().runtime.graphqlUrl, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** What clients from npm and mobile clients were seen to need; each of these broke one of them elsewhere. */
describe('the runtime', () => {
  it('takes GraphQL by POST and GET, whatever else the body holds, and answers application/json', async () => {
    const { ana } = await world().people('ana');
    const { graphqlUrl } = world().runtime;
    const accept = 'application/graphql-response+json,application/json;q=0.9';
    const body = { query: operations.me, operationName: 'me', extensions: { clientLibrary: {} }, more: 1 };

    const answer = await post(body, { ...tokenOf(ana), accept });
    const url = `${graphqlUrl}?query=${encodeURIComponent(operations.me)}`;
    const get = await fetch(url, { headers: tokenOf(ana) });
    const head = await fetch(url, { headers: tokenOf(ana), method: 'HEAD' });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toMatchObject({ data: { me: { id: ana.id } } });
    expect(await get.json()).toMatchObject({ data: { me: { id: ana.id } } });
    expect(head.status).toBe(405);
  });

  it('speaks plain and TLS on the same port, over HTTP and WebSocket', async () => {
    const { origin, caCertificate: ca } = world().runtime;
    const secured = httpsRequest(`${origin.replace(/^http/, 'https')}/mails`, { ca, agent: false });
    const [answer] = (await once(secured.end(), 'response')) as [IncomingMessage];
    answer.resume();

    const client = new Client(
      `${origin.replace(/^http/, 'wss')}/graphql/realtime`,
      ['graphql-ws', toCarrier(keyOf())],
      { ca },
    );
    clients.push(client);
    await once(client.socket, 'open');

    expect(answer.statusCode).toBe(200);
    expect((await fetch(`${origin}/mails`)).status).toBe(200);
    client.send({ type: 'connection_init' });
    await client.next('connection_ack');
  });

  it.each(['/graphql/realtime', '/graphql', '/graphql/realtime?x-tenant=acme&x=%20', '/graphql?x-tenant=acme'])(
    'takes WebSockets at %s',
    async (path) => {
      await expect(connect({ path })).resolves.toBeInstanceOf(Client);
    },
  );

  it.each([
    ['the subprotocol', () => ({})],
    [
      'the query, as documented',
      () => {
        const header = Buffer.from(JSON.stringify({ host: host(), ...keyOf() })).toString('base64');
        return { path: `/graphql?header=${encodeURIComponent(header)}&payload=e30%3D`, protocols: ['graphql-ws'] };
      },
    ],
    ['headers of the upgrade', () => ({ protocols: ['graphql-ws'], options: { headers: keyOf() } })],
    [
      'headers of the upgrade beside a payload in the query',
      () => ({
        path: '/graphql/realtime?payload=e30=',
        protocols: ['graphql-ws'],
        options: { headers: keyOf() },
      }),
    ],
  ] satisfies [string, () => Opening][])("takes the connection's authorization from %s", async (_, opening) => {
    await expect(connect(opening())).resolves.toBeInstanceOf(Client);
  });

  it('selects the subprotocol graphql-ws and never echoes the authorization', async () => {
    const { socket } = await connect();

    expect(socket.protocol).toBe('graphql-ws');
  });

  it('refuses a bad token inside an accepted connection', async () => {
    const client = open({ protocols: ['graphql-ws', toCarrier({ Authorization: 'no token' })] });

    expect(await client.next('connection_error')).toMatchObject({
      payload: { errors: [{ errorType: 'UnauthorizedException', errorCode: 401 }] },
    });
    await client.closed;
  });

  it('refuses a connection without subprotocol as AppSync does', async () => {
    const client = open({ protocols: [] });

    expect(await client.next('connection_error')).toMatchObject({
      payload: { errors: [{ message: 'NoProtocolError', errorCode: 400 }] },
    });
  });

  it('acknowledges a connection with five minutes in milliseconds', async () => {
    const client = open();
    await once(client.socket, 'open');
    client.send({ type: 'connection_init' });

    expect(await client.next('connection_ack')).toEqual({
      type: 'connection_ack',
      payload: { connectionTimeoutMs: 300_000 },
    });
  });

  it('keeps a connection alive from the acknowledgement on, and again a minute later', async () => {
    const client = open();
    const types: string[] = [];
    client.socket.on('message', (data: Buffer) => types.push((JSON.parse(data.toString()) as { type: string }).type));
    await once(client.socket, 'open');
    client.send({ type: 'connection_init' });
    client.send({ type: 'stop', id: 'none' });
    await client.next('complete');
    world().runtime.clock.advance(60_000);
    await client.next('ka');

    expect(types).toEqual(['connection_ack', 'ka', 'complete', 'ka']);
  });

  it('takes header names in any case, and twice in one object', async () => {
    const { apiKey } = world().runtime;
    const authorization = { 'X-API-KEY': apiKey, 'x-api-key': apiKey, HOST: host() };
    const protocols = ['graphql-ws', `header-${toBase64Url(authorization)}`];

    await expect(connect({ protocols })).resolves.toBeInstanceOf(Client);
  });

  it('acknowledges a start by its id, and the same id again on another socket', async () => {
    const { ana } = await world().people('ana');
    const id = randomUUID();
    const first = await connect();
    first.send(startFrame(id, tokenOf(ana)));
    expect(await first.next('start_ack')).toEqual({ id, type: 'start_ack' });

    const second = await connect();
    second.send(startFrame(id, tokenOf(ana)));

    expect(await second.next('start_ack')).toEqual({ id, type: 'start_ack' });
  });

  it('names the id of a refused start', async () => {
    const client = await connect();
    client.send(startFrame('mine', keyOf()));

    expect(await client.next('error')).toMatchObject({
      id: 'mine',
      payload: { errors: [{ errorType: 'Unauthorized', message: expect.any(String) as string }] },
    });
  });

  it('puts data into every data frame, and completes what is stopped', async () => {
    const { ana, bob } = await world().people('ana', 'bob');
    const client = await connect();
    client.send(startFrame('mine', tokenOf(bob)));
    await client.next('start_ack');

    await ana.sendMessage(bob, 'live');

    expect(await client.next('data')).toMatchObject({
      id: 'mine',
      payload: { data: { onMessage: { message: { text: 'live' } } } },
    });
    client.send({ id: 'mine', type: 'stop' });
    expect(await client.next('complete')).toEqual({ id: 'mine', type: 'complete' });
    client.socket.close(1000);
    expect(await client.closed).toBe(1000);
  });

  it.each([
    ['/graphql', 'authorization,content-type,x-amz-user-agent,x-api-key'],
    ['/', 'amz-sdk-invocation-id,amz-sdk-request,cache-control,content-type,x-amz-target,x-amz-user-agent'],
  ])('lets pages of other origins call %s', async (path, asked) => {
    const answer = await fetch(`${world().runtime.origin}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked,
      },
    });

    expect(answer.ok).toBe(true);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-headers')).toBe(asked);
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-amzn-errortype');
  });

  it('gives a resent mutation its first answer', async () => {
    const { ana, bob } = await world().people('ana', 'bob');
    const input = { recipientId: bob.id, text: 'once', clientMessageId: randomUUID() };
    const send = async (): Promise<unknown> =>
      (await post({ query: operations.sendMessage, variables: { input } }, tokenOf(ana))).json();

    const [first, second, third] = [await send(), await send(), await send()];

    expect(first).toMatchObject({ data: { sendMessage: { seq: 1 } } });
    expect([second, third]).toEqual([first, first]);
    expect((await bob.checkMessages()).messages).toHaveLength(1);
  });

  it.each(['', 'Bearer '])('takes tokens after "%s"', async (prefix) => {
    const { ana } = await world().people('ana');
    for (const token of [ana.session.accessToken, ana.session.idToken]) {
      const authorization = { Authorization: `${prefix}${token}` };
      const answer = await post({ query: operations.me }, authorization);
      const client = await connect({ protocols: ['graphql-ws', toCarrier(authorization)] });
      client.send(startFrame('mine', authorization));

      expect(await answer.json()).toMatchObject({ data: { me: { id: ana.id } } });
      await client.next('start_ack');
    }
  });

  it('tells by checkMessages what was sent while a connection was lost', async () => {
    const { ana, bob } = await world().people('ana', 'bob');
    const client = await connect();
    client.send(startFrame('mine', tokenOf(bob)));
    await client.next('start_ack');
    await ana.sendMessage(bob, 'heard');
    const { nextCursor } = await bob.checkMessages();

    world().runtime.realtime.dropConnections();
    await client.closed;
    await ana.sendMessage(bob, 'missed');

    const { messages, hasMore } = await bob.checkMessages({ since: nextCursor });
    expect(messages.map(({ text }) => text)).toEqual(['missed']);
    expect(hasMore).toBe(false);
  });
});
