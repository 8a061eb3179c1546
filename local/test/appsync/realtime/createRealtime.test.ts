import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createRealtimeWorld, toBase64Url, type Client } from './RealtimeWorld.ts';

const authorization = { host: 'localhost', 'x-api-key': 'da2-good' };
const base64 = (value: unknown) => encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'));

const acknowledged = async (client: Client) => {
  await once(client.socket, 'open');
  client.send({ type: 'connection_init' });
  return client.next('connection_ack');
};

describe('the handshake', () => {
  it.each<[string, string, string[], Record<string, string>]>([
    ['the subprotocol', '/graphql/realtime', ['graphql-ws', `header-${toBase64Url(authorization)}`], {}],
    ['the query', `/graphql?header=${base64(authorization)}&payload=e30=&x-tenant=acme`, ['graphql-ws'], {}],
    ['the headers', '/graphql/realtime', ['graphql-ws'], { 'x-api-key': 'da2-good' }],
    ['the headers beside a payload', '/graphql?payload=e30=', ['graphql-ws'], { 'x-api-key': 'da2-good' }],
  ])('takes authorization from %s', async (...[, path, protocols, headers]) => {
    await using world = await createRealtimeWorld();
    const client = world.open(path, protocols, { headers, origin: 'https://elsewhere.example' });

    expect(await acknowledged(client)).toEqual({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
    expect(client.socket.protocol).toBe('graphql-ws');
    expect(world.authenticator.seen[0]).toMatchObject({
      headers: { 'x-api-key': 'da2-good' },
      method: 'POST',
      path: '/graphql/connect',
      body: '{}',
      sourceIp: ['127.0.0.1'],
    });
  });

  it('refuses bad credentials by a connection_error and closes', async () => {
    await using world = await createRealtimeWorld();
    const bad = { ...authorization, 'x-api-key': 'da2-bad' };
    const client = world.open('/graphql/realtime', ['graphql-ws', `header-${toBase64Url(bad)}`]);

    expect(await client.next('connection_error')).toEqual({
      type: 'connection_error',
      payload: {
        errors: [
          {
            errorType: 'UnauthorizedException',
            message: 'You are not authorized to make this call.',
            errorCode: 401,
          },
        ],
      },
    });
    expect(await client.closed).toBe(1000);
  });

  it('answers a missing subprotocol with NoProtocolError', async () => {
    await using world = await createRealtimeWorld();
    const client = world.open('/graphql', []);

    expect(await client.next('connection_error')).toEqual({
      type: 'connection_error',
      payload: { errors: [{ message: 'NoProtocolError', errorCode: 400 }] },
    });
    await client.closed;
  });

  it.each([
    ['text that is no base64 of JSON', `header=%25%25&payload=e30=`],
    ['a foreign host', `header=${base64({ ...authorization, host: 'elsewhere.example' })}&payload=e30=`],
    ['no host', `header=${base64({ 'x-api-key': 'da2-good' })}&payload=e30=`],
    ['a missing payload', `header=${base64(authorization)}`],
  ])('refuses a header with %s', async (_, query) => {
    await using world = await createRealtimeWorld();
    const client = world.open(`/graphql?${query}`, ['graphql-ws']);

    expect(await client.next('connection_error')).toMatchObject({ payload: { errors: [{ errorCode: 400 }] } });
    await client.closed;
    expect(world.authenticator.seen).toEqual([]);
  });

  it('answers other paths with HTTP 404', async () => {
    await using world = await createRealtimeWorld();
    const client = world.open('/other', ['graphql-ws']);

    const [error] = (await once(client.socket, 'error')) as [Error];
    expect(error.message).toContain('404');
  });
});

describe('a connection', () => {
  it('gets a keep-alive right after the ack and one a minute, whichever way the clock moves', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.connect();
    client.send({ type: 'connection_init' });
    await client.next('connection_ack');
    await client.next('ka');

    world.clock.advance(60_000);
    await client.next('ka');
    world.clock.advance(-3_600_000);
    expect(await client.next('ka')).toEqual({ type: 'ka' });
  });

  it('is closed after a minute without connection_init', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.connect();

    world.clock.advance(60_000);

    expect(await client.closed).toBe(1000);
  });

  it('is closed after 24 hours', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();

    world.clock.advance(24 * 3_600_000);

    expect(await client.closed).toBe(1001);
  });

  it('ignores what comes before the ack', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.connect();
    client.send(world.startFrame('early'));
    client.send('no JSON');
    client.send({ type: 'connection_init' });
    await client.next('ka');
    await world.subscribe(client, 'late');

    expect(world.api.requests).toHaveLength(1);
  });

  it.each([
    ['text that is no JSON', '{', undefined, 'UnsupportedOperation'],
    ['an unknown type', '{"id":"a","type":"subscribe"}', undefined, 'UnsupportedOperation'],
    ['a start without id', '{"type":"start"}', undefined, 'BadRequestException'],
    ['data that is no string', '{"id":"a","type":"start","payload":{"data":{}}}', 'a', 'BadRequestException'],
    ['data without a query', '{"id":"a","type":"start","payload":{"data":"{}"}}', 'a', 'BadRequestException'],
    [
      'no authorization',
      '{"id":"a","type":"start","payload":{"data":"{\\"query\\":\\"x\\"}"}}',
      'a',
      'UnauthorizedException',
    ],
  ])('answers %s with an error and goes on', async (...[, text, id, errorType]) => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    client.send(text);

    const error = await client.next('error');
    expect(error.id).toBe(id);
    expect(error).toMatchObject({ payload: { errors: [{ errorType }] } });
    await world.subscribe(client, 'next');
  });

  it.each<[string, string | Buffer, boolean, number]>([
    ['a binary frame', Buffer.from('{}'), true, 1003],
    ['a frame over 64 KB', 'x'.repeat(64 * 1024 + 1), false, 1009],
    ['broken UTF-8', Buffer.from([0xc3, 0x28]), false, 1007],
  ])('is closed by %s', async (...[, data, binary, code]) => {
    await using world = await createRealtimeWorld();
    const bystander = await world.ready();
    const client = await world.ready();

    client.socket.send(data, { binary });

    expect(await client.closed).toBe(code);
    await world.subscribe(bystander, 'a');
  });

  it('cuts off a client that does not read, and keeps the others', async () => {
    await using world = await createRealtimeWorld();
    const [slow, quick] = [await world.ready(), await world.ready()];
    await world.subscribe(slow, 'a');
    await world.subscribe(quick, 'b');
    slow.socket.pause();

    for (let sent = 0; !world.logs.some(({ event }) => event === 'slowReader') && sent < 500; sent += 1) {
      world.api.publish({ id: sent, text: 'x'.repeat(100_000) });
      await quick.next('data');
    }

    expect(world.logs.map(({ event }) => event)).toContain('slowReader');
    world.api.publish({ id: 'after' });
    expect(await quick.next('data')).toMatchObject({ payload: { data: { onMessage: { id: 'after' } } } });
  });

  it('is closed with 1001 when the runtime stops', async () => {
    const world = await createRealtimeWorld();
    const client = await world.ready();

    await world.realtime.stop();

    expect(await client.closed).toBe(1001);
    await world[Symbol.asyncDispose]();
  });
});
