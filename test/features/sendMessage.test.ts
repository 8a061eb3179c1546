import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('sendMessage', () => {
  it('gives both people the same conversation, whoever writes first', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    const first = await ana.sendMessage(bo, 'Hello, Bo.');
    const second = await bo.sendMessage(ana, 'Hello, Ana.');

    expect(second.conversationId).toBe(first.conversationId);
    expect([first.seq, second.seq]).toEqual([1, 2]);
    expect(first).toMatchObject({
      id: `${first.conversationId}:1`,
      senderId: ana.id,
      senderUsername: ana.username,
      text: 'Hello, Bo.',
      hiddenReason: null,
    });
  });

  it('makes one conversation when both write first at the same moment', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    const [one, other] = await Promise.all([ana.sendMessage(bo, 'From Ana.'), bo.sendMessage(ana, 'From Bo.')]);

    expect(one.conversationId).toBe(other.conversationId);
    expect([one.seq, other.seq].sort()).toEqual([1, 2]);
  });

  it.each([
    ['four bytes a character', '😀'.repeat(2048)],
    ['right to left', '\u202Eolleh שלום'],
    ['NUL and newlines', 'a\u0000b\r\n\tc'],
    ['what looks like DynamoDB', '{"S":"x"} #pk = :pk $util.toJson($ctx)'],
    ['what looks like a page', '<script>alert(1)</script>'],
    ['one blank', ' '],
  ])('stores the text byte for byte: %s', async (_name, text) => {
    const { ana, bo } = await world().people('ana', 'bo');

    const sent = await ana.sendMessage(bo, text);

    expect(sent.text).toBe(text);
    expect((await bo.checkMessages()).messages.map((message) => message.text)).toEqual([text]);
  });

  it.each([
    ['an empty text', { text: '' }, 'BadRequest', undefined],
    ['a text of 8,193 bytes', { text: 'é'.repeat(4096) + '!' }, 'LimitExceeded', { limit: 8192 }],
    ['a clientMessageId that is no UUID or ULID', { clientMessageId: 'once' }, 'BadRequest', undefined],
    ['an empty clientMessageId', { clientMessageId: '' }, 'BadRequest', undefined],
    ['a recipient id that is no UUID', { recipientId: '__proto__' }, 'BadRequest', undefined],
    ['a recipient id in capitals', { recipientId: randomUUID().toUpperCase() }, 'BadRequest', undefined],
    ['a recipient id with a slash', { recipientId: `${randomUUID()}/..` }, 'BadRequest', undefined],
  ])('refuses %s, and stores nothing', async (_name, wrong, type, info) => {
    const { ana, bo } = await world().people('ana', 'bo');
    const input = { recipientId: bo.id, text: 'Hello.', clientMessageId: randomUUID(), ...wrong };

    const answer = await ana.request(
      'mutation sendMessage($input: SendMessageInput!) { sendMessage(input: $input) { id } }',
      { input },
    );

    expect(answer.errors).toMatchObject([{ errorType: type, errorInfo: info ?? null }]);
    expect((await bo.checkMessages()).messages).toEqual([]);
    expect((await ana.sendMessage(bo, 'After.')).seq).toBe(1);
  });

  it('refuses oneself as the recipient', async () => {
    const { ana } = await world().people('ana');

    await expect(ana.sendMessage(ana, 'Note to self.')).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('tells who blocked the recipient himself', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.blockUser(bo);

    await expect(ana.sendMessage(bo, 'Hello.')).rejects.toMatchObject({
      type: 'Forbidden',
      info: { reason: 'YOU_BLOCKED' },
    });
    expect((await bo.checkMessages()).messages).toEqual([]);
  });

  it('refuses a reused clientMessageId with another text or to another person', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const id = randomUUID();
    await ana.sendMessage(bo, 'The first.', id);

    await expect(ana.sendMessage(bo, 'Another.', id)).rejects.toMatchObject({ type: 'Conflict' });
    await expect(ana.sendMessage(cy, 'The first.', id)).rejects.toMatchObject({ type: 'Conflict' });

    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['The first.']);
    expect((await cy.checkMessages()).messages).toEqual([]);
  });

  it('keeps the ids of two senders apart', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const id = randomUUID();

    await ana.sendMessage(cy, 'From Ana.', id);
    await bo.sendMessage(cy, 'From Bo.', id);

    const { messages } = await cy.checkMessages();
    expect(messages.map(({ text }) => text).sort()).toEqual(['From Ana.', 'From Bo.']);
  });

  it('is not open to callers with the API key', async () => {
    const answer = await world().visitor.request(
      'mutation { sendMessage(input: { recipientId: "x", text: "x", clientMessageId: "x" }) { id } }',
    );

    expect(answer.errors).toMatchObject([{ errorType: 'Unauthorized' }]);
  });

  it('answers in 3 round trips with 10 write units for a short text', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'The first one also makes the conversation.');
    const { ledger } = world().runtime.dataPlane;
    const requestIds = new Set<string>();
    ledger.onEntry((requestId) => requestIds.add(requestId));

    await ana.sendMessage(bo, 'x'.repeat(700));

    const [requestId = ''] = requestIds;
    expect(requestIds.size).toBe(1);
    // The third round trip is the publish.
    expect(ledger.of(requestId)).toMatchObject({ writeUnits: 10, sequentialRoundTrips: 2 });
    expect(ledger.sequenceOf(requestId).map((call) => call.split(' ')[0])).toEqual([
      'BatchGetItem',
      'TransactWriteItems',
    ]);
  });
});
