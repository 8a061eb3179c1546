import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { createPublisher } from '../../../../functions/lib/send/createPublisher.ts';
import type { Message } from '../../../../generated/types.ts';
import { FakeTiming } from '../../FakeTiming.ts';
import { ana, boId, conversationId, noon, SendWorld } from '../../SendWorld.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: { query: string; variables: { input: { message: Message; recipientIds: string[] } } };
}

interface Answer {
  readonly status?: number;
  readonly body: string;
}

const accepted: Answer = { body: '{"data":{"publishMessage":{"__typename":"Delivery"}}}' };
const refused: Answer = {
  body: '{"data":null,"errors":[{"errorType":"Unauthorized","message":"Not Authorized to access publishMessage"}]}',
};
const broken: Answer = { status: 503, body: 'Service Unavailable' };
const garbled: Answer = { body: '<html>' };

let server: Server;
let received: Received[];
let answers: (Answer | 'cut')[];
let log: MockInstance<typeof console.error>;

const urlOf = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;

beforeEach(async () => {
  received = [];
  answers = [];
  log = vi.spyOn(console, 'error').mockReturnValue();
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body: JSON.parse(body) as Received['body'] });
      const answer = answers.shift() ?? accepted;
      if (answer === 'cut') request.destroy();
      else response.writeHead(answer.status ?? 200).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const aMessage: Message = {
  id: `${conversationId}:1`,
  conversationId,
  seq: 1,
  version: 1,
  senderId: ana.userId,
  senderUsername: 'ana',
  text: 'Hello ✓',
  createdAt: '2026-01-02T03:04:05.000Z',
  clientMessageId: 'cccccccc-3333-4333-8333-333333333333',
  hiddenReason: null,
};

const publish = (timing = new FakeTiming(noon)) => createPublisher(urlOf(), timing)(aMessage, [ana.userId, boId]);

describe('the publisher', () => {
  it('sends the whole message to everybody named, signed with the credentials of the function', async () => {
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-2-3');

    await publish();

    expect(received).toHaveLength(1);
    expect(received[0]?.body.variables).toEqual({ input: { message: aMessage, recipientIds: [ana.userId, boId] } });
    expect(received[0]?.headers).toMatchObject({
      'x-amz-security-token': 'session',
      'x-amzn-trace-id': 'Root=1-2-3',
    });
    expect(received[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/appsync\//,
    );
  });

  it('selects every field of a message, and __typename at every level', async () => {
    await publish();

    const query = received[0]?.body.query ?? '';
    for (const field of Object.keys(aMessage)) expect(query).toMatch(new RegExp(`\\b${field}\\b`));
    expect(query.match(/__typename/g)).toHaveLength(2);
    expect(query).toContain('recipientIds');
  });

  it.each([
    ['an error of GraphQL', refused],
    ['a status of 503', broken],
    ['something else than JSON', garbled],
    ['a connection that is cut', 'cut'],
  ] as const)('tries again after %s', async (_, answer) => {
    answers = [answer];
    const timing = new FakeTiming(noon);

    await publish(timing);

    expect(received).toHaveLength(2);
    expect(timing.sleeps).toEqual([27.5]);
  });

  it('gives up after three tries with Unavailable, and says nothing of the reason', async () => {
    answers = [refused, broken, refused];

    await expect(publish()).rejects.toMatchObject({
      type: 'Unavailable',
      message: 'The message is stored but not delivered yet. Please send again.',
      info: undefined,
    });

    expect(received).toHaveLength(3);
    expect(log).toHaveBeenCalledTimes(3);
  });

  it('writes no text of a message into the log', async () => {
    answers = [refused, broken, garbled];

    await publish().catch(() => undefined);

    expect(JSON.stringify(log.mock.calls)).not.toContain('Hello');
  });
});

describe('a send whose publish fails', () => {
  it('is stored, answered with Unavailable, and delivered by its repeat', async () => {
    const world = new SendWorld();
    world.publish = createPublisher(urlOf(), world.timing);
    answers = [refused, refused, refused];

    await expect(world.send()).rejects.toMatchObject({ type: 'Unavailable' });
    expect(world.tables.all('Messages')).toHaveLength(1);

    await expect(world.send()).resolves.toMatchObject({ seq: 1 });
    expect(world.tables.all('Messages')).toHaveLength(1);
    expect(received).toHaveLength(4);
  });
});
