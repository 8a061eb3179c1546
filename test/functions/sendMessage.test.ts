import {
  DynamoDBServiceException,
  InternalServerError,
  ProvisionedThroughputExceededException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { toPublicHandler } from '../../functions/lib/lambda/toHandler.ts';
import { cancelled } from './FakeTables.ts';
import { ana, aUser, boId, clientMessageId, conversationId, noon, SendWorld } from './SendWorld.ts';

const unavailable = { type: 'RecipientUnavailable', message: 'This user cannot be reached.', info: undefined };
const stranger = 'dddddddd-4444-4444-8444-444444444444';
const boBlocksAna = { blockedId: ana.userId, blockerId: boId };
const anaBlocksBo = { blockedId: boId, blockerId: ana.userId };
const minutes = 60_000;

/** What the resolver in front of the function gets, byte for byte. */
const answerOf = async (send: () => Promise<unknown>): Promise<string> =>
  JSON.stringify(await toPublicHandler(send)({ arguments: {}, caller: null }, { awsRequestId: 'request-1' }));

const oneTry = ['BatchGetCommand', 'TransactWriteCommand'];

describe('a first message', () => {
  it('opens the conversation in one transaction, under the condition of the block', async () => {
    const world = new SendWorld();

    const message = await world.send();

    expect(message).toEqual({
      id: `${conversationId}:1`,
      conversationId,
      seq: 1,
      version: 1,
      senderId: ana.userId,
      senderUsername: 'ana',
      text: 'Hello',
      createdAt: '2026-01-02T03:04:05.000Z',
      clientMessageId,
      hiddenReason: null,
    });
    expect(world.commands()).toEqual(oneTry);
    expect(world.head()).toEqual({ conversationId, kind: 'DIRECT', lastSeq: 1, lastMessageAt: message.createdAt });
    expect(world.tables.all('Participants')).toEqual([
      { userId: ana.userId, conversationId, readSeq: 1, fromSeq: 0, peerId: boId },
      { userId: boId, conversationId, readSeq: 0, fromSeq: 0, peerId: ana.userId },
    ]);
    expect(world.tables.get('SendKeys', { senderId: ana.userId, clientMessageId })).toMatchObject({
      conversationId,
      seq: 1,
      expiresAt: noon / 1000 + 7 * 86_400 + 3_600,
    });
    expect(world.calls()[1]?.input).toHaveProperty('TransactItems[0].ConditionCheck', {
      TableName: 'BlockedUsers',
      Key: boBlocksAna,
      ConditionExpression: 'attribute_not_exists(blockedId)',
    });
  });

  it('reads everything that decides consistently, in one call', async () => {
    const world = new SendWorld();

    await world.send();

    expect(world.calls()[0]?.input).toEqual({
      RequestItems: {
        SendKeys: { Keys: [{ senderId: ana.userId, clientMessageId }], ConsistentRead: true },
        Users: { Keys: [{ userId: ana.userId }, { userId: boId }], ConsistentRead: true },
        Conversations: { Keys: [{ conversationId }], ConsistentRead: true },
        BlockedUsers: { Keys: [boBlocksAna, anaBlocksBo], ConsistentRead: true },
        Participants: { Keys: [{ userId: ana.userId, conversationId }], ConsistentRead: true },
      },
    });
  });

  it('is published once, to both people', async () => {
    const world = new SendWorld();

    const message = await world.send();

    expect(world.published).toEqual([{ message, recipientIds: [ana.userId, boId] }]);
  });
});

describe('a later message', () => {
  it('takes the next seq, and is read by its sender where everything before it is', async () => {
    const world = new SendWorld();
    await world.send();

    const message = await world.send({ clientMessageId: crypto.randomUUID() });

    expect(message.seq).toBe(2);
    expect(world.tables.get('Participants', { userId: ana.userId, conversationId })).toMatchObject({ readSeq: 2 });
  });

  it('leaves the read mark alone where something before it is unread', async () => {
    const world = new SendWorld();
    await world.send();

    await world.answer();

    expect(world.head()).toMatchObject({ lastSeq: 2 });
    expect(world.tables.get('Participants', { userId: boId, conversationId })).toMatchObject({ readSeq: 0 });
  });

  it('is dated after the one before it, whatever the clocks say', async () => {
    const clock = fc.integer({ min: noon, max: noon + 100_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(clock, { minLength: 2, maxLength: 6 }), async (clocks) => {
        const world = new SendWorld();
        let before = 0;
        for (const time of clocks) {
          world.timing.time = time;
          const { createdAt } = await world.send({ clientMessageId: crypto.randomUUID() });
          expect(Date.parse(createdAt)).toBe(Math.max(time, before + 1));
          before = Date.parse(createdAt);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a lost race', () => {
  it('on the block is refused after a late look at the send key', async () => {
    const world = new SendWorld();
    world.beforeTransaction(() => world.tables.put('BlockedUsers', boBlocksAna));

    await expect(world.send()).rejects.toMatchObject(unavailable);

    expect(world.commands()).toEqual([...oneTry, 'BatchGetCommand', 'GetCommand']);
    expect(world.tables.all('Messages')).toEqual([]);
    expect(world.published).toEqual([]);
  });

  it('on the first message takes the second place, without making the rows again', async () => {
    const world = new SendWorld();
    world.beforeTransaction(() => {
      world.tables.put('Conversations', {
        conversationId,
        kind: 'DIRECT',
        lastSeq: 1,
        lastMessageAt: '2026-01-02T03:04:05.000Z',
      });
      world.tables.put('Participants', { userId: ana.userId, conversationId, readSeq: 0, fromSeq: 0, peerId: boId });
      world.tables.put('Participants', { userId: boId, conversationId, readSeq: 1, fromSeq: 0, peerId: ana.userId });
    });

    await expect(world.send()).resolves.toMatchObject({ seq: 2 });

    expect(world.commands()).toEqual([...oneTry, ...oneTry]);
    expect(world.tables.get('Participants', { userId: ana.userId, conversationId })).toMatchObject({ readSeq: 0 });
  });

  it('on the head takes the next seq', async () => {
    const world = new SendWorld();
    await world.send();
    world.beforeTransaction(() =>
      world.tables.put('Conversations', { ...world.head(), lastSeq: 2, lastMessageAt: '2026-01-02T03:05:00.000Z' }),
    );

    const message = await world.send({ clientMessageId: crypto.randomUUID() });

    expect(message).toMatchObject({ seq: 3, createdAt: '2026-01-02T03:05:00.001Z' });
  });

  it('on the read mark stores the message and leaves the mark', async () => {
    const world = new SendWorld();
    await world.send();
    const mine = { userId: ana.userId, conversationId };
    world.beforeTransaction(() =>
      world.tables.put('Participants', { ...world.tables.get('Participants', mine), readSeq: 0 }),
    );

    await expect(world.send({ clientMessageId: crypto.randomUUID() })).resolves.toMatchObject({ seq: 2 });

    expect(world.tables.get('Participants', mine)).toMatchObject({ readSeq: 0 });
  });

  it('on the message itself starts again', async () => {
    const world = new SendWorld();
    world.insteadOfTransaction(() => {
      throw cancelled(['None', 'None', 'None', 'None', 'ConditionalCheckFailed', 'None']);
    });

    await expect(world.send()).resolves.toMatchObject({ seq: 1 });

    expect(world.commands()).toEqual([...oneTry, ...oneTry]);
  });

  it('on the send key gives the answer of the repeat that won', async () => {
    const world = new SendWorld();
    const rival = new SendWorld();
    const won = await rival.send();
    world.beforeTransaction(() => {
      for (const table of ['Conversations', 'Participants', 'Messages', 'SendKeys']) {
        for (const item of rival.tables.all(table)) world.tables.put(table, item);
      }
    });

    await expect(world.send()).resolves.toEqual(won);

    expect(world.tables.all('Messages')).toHaveLength(1);
    expect(world.published).toEqual([{ message: won, recipientIds: [ana.userId, boId] }]);
  });

  it.each(Array.from({ length: 6 }, (_, position) => position))(
    'that names no item starts again from the reads (conflict at position %i)',
    async (position) => {
      const world = new SendWorld();
      world.insteadOfTransaction(() => {
        throw cancelled(Array.from({ length: 6 }, (_, at) => (at === position ? 'TransactionConflict' : 'None')));
      });

      await expect(world.send()).resolves.toMatchObject({ seq: 1 });

      expect(world.commands()).toEqual([...oneTry, ...oneTry]);
      expect(world.timing.sleeps).toEqual([27.5]);
    },
  );

  it('is tried for 8 seconds, then answered with Unavailable', async () => {
    const world = new SendWorld();
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      world.insteadOfTransaction(() => {
        throw cancelled(['TransactionConflict']);
      });
    }

    await expect(world.send()).rejects.toMatchObject({ type: 'Unavailable', info: undefined });

    expect(world.timing.time - noon).toBeGreaterThanOrEqual(8_000);
    expect(world.timing.time - noon).toBeLessThan(8_100);
    expect(world.tables.all('Messages')).toEqual([]);
  });
});

describe('a failing table', () => {
  const $metadata = { httpStatusCode: 400 };
  const passing = [
    new TransactionConflictException({ message: 'Transaction is ongoing for the item', $metadata }),
    new ProvisionedThroughputExceededException({ message: 'The level of …', $metadata }),
    new DynamoDBServiceException({ name: 'ThrottlingException', $fault: 'client', $metadata }),
    new DynamoDBServiceException({ name: 'RequestLimitExceeded', $fault: 'client', $metadata }),
    new InternalServerError({ message: 'Internal server error', $metadata: { httpStatusCode: 500 } }),
    new DynamoDBServiceException({ name: 'Unknown', $fault: 'server', $metadata: { httpStatusCode: 503 } }),
    Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
  ];

  it.each(passing)('that throws $name is asked again, on reading and on writing', async (failure) => {
    const world = new SendWorld();
    world.insteadOfBatch(() => {
      throw failure;
    });
    world.insteadOfTransaction(() => {
      throw failure;
    });

    await expect(world.send()).resolves.toMatchObject({ seq: 1 });

    expect(world.commands()).toEqual(['BatchGetCommand', ...oneTry, ...oneTry]);
  });

  it('that stored the message and then failed is not written twice', async () => {
    const world = new SendWorld();
    world.insteadOfTransaction((write) => {
      write();
      throw new InternalServerError({ message: 'Internal server error', $metadata: { httpStatusCode: 500 } });
    });

    const message = await world.send();

    expect(message.seq).toBe(1);
    expect(world.tables.all('Messages')).toHaveLength(1);
    expect(world.published).toEqual([{ message, recipientIds: [ana.userId, boId] }]);
  });

  it.each(['ValidationError', 'ItemCollectionSizeLimitExceeded', 'AccessDeniedException'])(
    'that cancels for %s is not asked again',
    async (code) => {
      const world = new SendWorld();
      world.insteadOfTransaction(() => {
        throw cancelled(['None', code, 'ConditionalCheckFailed']);
      });

      await expect(world.send()).rejects.toMatchObject({ name: 'TransactionCanceledException' });

      expect(world.commands()).toEqual(oneTry);
    },
  );

  it('that leaves keys unprocessed is asked for those again, and none counts as absent', async () => {
    const world = new SendWorld();
    world.tables.put('BlockedUsers', boBlocksAna);
    const left = { BlockedUsers: { Keys: [boBlocksAna], ConsistentRead: true } };
    world.insteadOfBatch((read) => {
      const { Responses } = read();
      return { Responses: { ...Responses, BlockedUsers: [] }, UnprocessedKeys: left };
    });

    await expect(world.send()).rejects.toMatchObject(unavailable);

    expect(world.calls()[1]).toEqual({ command: 'BatchGetCommand', input: { RequestItems: left } });
  });

  it('that never processes a key is answered with Unavailable', async () => {
    const world = new SendWorld();
    const left = { Users: { Keys: [{ userId: boId }], ConsistentRead: true } };
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      world.insteadOfBatch(() => ({ Responses: {}, UnprocessedKeys: left }));
    }

    await expect(world.send()).rejects.toMatchObject({ type: 'Unavailable' });
  });
});

describe('a refusal', () => {
  const refusals = {
    'of a person who blocked me': (world: SendWorld) => world.tables.put('BlockedUsers', boBlocksAna),
    'of a disabled account': (world: SendWorld) => world.tables.put('Users', aUser(boId, 'bo', { status: 'DISABLED' })),
    'of a deleted account': (world: SendWorld) => world.tables.put('Users', aUser(boId, 'bo', { status: 'DELETED' })),
  };

  it.each(Object.entries(refusals))('%s is told by the same calls and bytes as nobody at all', async (_, arrange) => {
    const refused = new SendWorld();
    arrange(refused);
    const nobody = new SendWorld();

    const refusal = await answerOf(() => refused.send());
    const absence = await answerOf(() => nobody.send({ recipientId: stranger }));

    expect(refusal).toBe('{"error":{"type":"RecipientUnavailable","message":"This user cannot be reached."}}');
    expect(refusal).toBe(absence);
    expect(JSON.stringify(refused.calls())).toBe(JSON.stringify(nobody.calls()).replaceAll(stranger, boId));
    expect(refused.commands()).toEqual(['BatchGetCommand', 'GetCommand']);
  });

  it('of my own making is told', async () => {
    const world = new SendWorld();
    world.tables.put('BlockedUsers', anaBlocksBo);

    await expect(world.send()).rejects.toMatchObject({ type: 'Forbidden', info: { reason: 'YOU_BLOCKED' } });
  });

  it('gives way to a message that was stored between the reads', async () => {
    const world = new SendWorld();
    const won = await world.send();
    world.tables.put('BlockedUsers', boBlocksAna);
    world.forgetCalls();
    world.insteadOfBatch((read) => {
      const { Responses } = read();
      return { Responses: { ...Responses, SendKeys: [] } };
    });

    await expect(world.send()).resolves.toEqual(won);

    expect(world.calls()[1]).toEqual({
      command: 'GetCommand',
      input: { TableName: 'SendKeys', Key: { senderId: ana.userId, clientMessageId }, ConsistentRead: true },
    });
  });
});

describe('a repeat', () => {
  it('is published again for ten minutes, then only answered', async () => {
    const world = new SendWorld();
    const first = await world.send();

    world.timing.time = noon + limits.republishMinutes * minutes;
    expect(await world.send()).toEqual(first);
    expect(world.published).toHaveLength(2);

    world.timing.time += 1;
    expect(await world.send()).toEqual(first);
    expect(world.published).toHaveLength(2);
    expect(world.tables.all('Messages')).toHaveLength(1);
  });

  it.each([
    ['the recipient has blocked the sender', boBlocksAna],
    ['the sender has blocked the recipient', anaBlocksBo],
  ])('while %s is answered, and published to the sender alone', async (_, block) => {
    const world = new SendWorld();
    const first = await world.send();
    world.tables.put('BlockedUsers', block);

    expect(await world.send()).toEqual(first);

    expect(world.published.map(({ recipientIds }) => recipientIds)).toEqual([[ana.userId, boId], [ana.userId]]);
  });

  it.each([{ text: 'Other' }, { recipientId: stranger }])('with other content (%o) is a conflict', async (other) => {
    const world = new SendWorld();
    world.tables.put('Users', aUser(stranger, 'cy'));
    await world.send();

    await expect(world.send(other)).rejects.toMatchObject({ type: 'Conflict' });

    expect(world.published).toHaveLength(1);
  });

  it('after its key has expired is a message of its own, although the key is still there', async () => {
    const world = new SendWorld();
    await world.send();
    world.timing.time = noon + (7 * 86_400 + 3_600) * 1_000;
    const mayStillSend = { ...ana, authTime: world.timing.time / 1000 };

    await expect(world.send({}, mayStillSend)).resolves.toMatchObject({ seq: 2 });
  });

  it('in the last moment of its key gives the first answer', async () => {
    const world = new SendWorld();
    const first = await world.send();
    world.timing.time = noon + (7 * 86_400 + 3_600) * 1_000 - 1;

    await expect(world.send()).resolves.toEqual(first);
  });
});

describe('a sender', () => {
  it.each([
    ['has signed out in the second of the sign-in', { signedOutAt: ana.authTime }],
    ['has signed out since', { signedOutAt: ana.authTime + 1 }],
    ['is disabled', { status: 'DISABLED' }],
    ['is deleted', { status: 'DELETED' }],
  ])('who %s is refused', async (_, more) => {
    const world = new SendWorld();
    world.tables.put('Users', aUser(ana.userId, 'ana', more));

    await expect(world.send()).rejects.toMatchObject({ type: 'Unauthorized' });

    expect(world.tables.all('Messages')).toEqual([]);
  });

  it('who signed out before this sign-in may send', async () => {
    const world = new SendWorld();
    world.tables.put('Users', aUser(ana.userId, 'ana', { signedOutAt: ana.authTime - 1 }));

    await expect(world.send()).resolves.toMatchObject({ seq: 1 });
  });

  it('without a profile is told so', async () => {
    const world = new SendWorld();

    await expect(world.send({}, { ...ana, userId: stranger })).rejects.toMatchObject({
      type: 'Forbidden',
      info: { reason: 'NO_PROFILE' },
    });
  });

  it.each(['', 'nobody', boId.toUpperCase(), ana.userId])('to %j is refused before any call', async (recipientId) => {
    const world = new SendWorld();

    await expect(world.send({ recipientId })).rejects.toMatchObject({ type: 'BadRequest' });

    expect(world.calls()).toEqual([]);
  });
});
