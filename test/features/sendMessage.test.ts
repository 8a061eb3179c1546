import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { malformedIds } from '../support/malformedIds.ts';
import { refused } from '../support/refused.ts';
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
    ['an empty text', { text: '' }],
    ['half a surrogate pair', { text: 'a\uD83D' }],
    ['a clientMessageId that is no UUID or ULID', { clientMessageId: 'once' }],
    ['an empty clientMessageId', { clientMessageId: '' }],
    ['a clientMessageId of 1 KB', { clientMessageId: 'a'.repeat(1024) }],
  ])('refuses %s, and keeps nothing of it', async (_name, wrong) => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { text, clientMessageId } = { text: 'Hello.', clientMessageId: randomUUID(), ...wrong };

    const error = await refused(world(), () => ana.sendMessage(bo, text, clientMessageId));

    expect(error).toMatchObject({ type: 'BadRequest', info: null });
  });

  it('refuses 8,193 bytes, and keeps nothing of them', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    const error = await refused(world(), () => ana.sendMessage(bo, `${'é'.repeat(4096)}!`));

    expect(error).toMatchObject({ type: 'LimitExceeded', info: { limit: 8192 } });
  });

  it('refuses what is no id of a person, and oneself', async () => {
    const { ana } = await world().people('ana');

    for (const id of [...malformedIds, ana.id]) {
      const error = await refused(world(), () => ana.sendMessage(id, 'Hello.'));
      expect(error, id).toMatchObject({ type: 'BadRequest', info: null });
    }
  });

  it('tells who blocked the recipient himself', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.blockUser(bo);

    const error = await refused(world(), () => ana.sendMessage(bo, 'Hello.'));

    expect(error).toMatchObject({ type: 'Forbidden', info: { reason: 'YOU_BLOCKED' } });
  });

  it('refuses a reused clientMessageId with another text or to another person', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const id = randomUUID();
    await ana.sendMessage(bo, 'The first.', id);

    const another = await refused(world(), () => ana.sendMessage(bo, 'Another.', id));
    const elsewhere = await refused(world(), () => ana.sendMessage(cy, 'The first.', id));

    expect(another).toMatchObject({ type: 'Conflict', info: null });
    expect(elsewhere).toMatchObject({ type: 'Conflict', info: null });
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
    const { ledger } = world().runtime.gate;
    const requestIds = new Set<string>();
    ledger.onEntry((requestId) => requestIds.add(requestId));

    await ana.sendMessage(bo, 'x'.repeat(700));

    const [requestId = ''] = requestIds;
    expect(requestIds.size).toBe(1);
    // The third round trip is the publish, which is no call of the data plane.
    expect(ledger.of(requestId)).toMatchObject({ writeUnits: 10, sequentialRoundTrips: 3 });
    expect(ledger.sequenceOf(requestId).map((call) => call.split(' ')[0])).toEqual([
      'BatchGetItem',
      'TransactWriteItems',
    ]);
  });
});
