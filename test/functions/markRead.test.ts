import { InternalServerError, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { markRead } from '../../functions/markRead/markRead.ts';
import { ana, aUser, conversationId } from './SendWorld.ts';
import { groupTalk, ViewWorld } from './ViewWorld.ts';

const mark = (world: ViewWorld, seq: number, id = conversationId) =>
  markRead(world.deps)(ana, { conversationId: id, seq });

describe('a read mark', () => {
  it.each([
    { readSeq: 1, seq: 3, unreadCount: 0 },
    { readSeq: 3, seq: 1, unreadCount: 2 },
    { readSeq: 3, seq: 0, unreadCount: 3 },
  ])('goes from $readSeq to $seq', async ({ readSeq, seq, unreadCount }) => {
    const world = new ViewWorld();
    world.direct({ length: 3, row: { readSeq } });

    await expect(mark(world, seq)).resolves.toMatchObject({ readSeq: seq, unreadCount });

    expect(world.tables.get('Participants', { userId: ana.userId, conversationId })).toMatchObject({ readSeq: seq });
    expect(world.updates()).toMatchObject([{ ConditionExpression: 'attribute_exists(userId)' }]);
  });

  it('that stands there already is not written again', async () => {
    const world = new ViewWorld();
    world.direct({ length: 3, row: { readSeq: 2 } });

    await expect(mark(world, 2)).resolves.toMatchObject({ readSeq: 2, unreadCount: 1 });

    expect(world.updates()).toEqual([]);
  });

  it.each([-1, 4])('at %i, where no message is, is refused', async (seq) => {
    const world = new ViewWorld();
    world.direct({ length: 3 });

    await expect(mark(world, seq)).rejects.toMatchObject({ type: 'BadRequest' });

    expect(world.updates()).toEqual([]);
  });

  it('beyond the stay of a group that the reader left is refused', async () => {
    const world = new ViewWorld();
    world.group({ length: 9, row: { closed: [{ fromSeq: 0, untilSeq: 4 }] } });

    await expect(mark(world, 5, groupTalk)).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(mark(world, 4, groupTalk)).resolves.toMatchObject({ readSeq: 4 });
  });

  it('is set all the same beside a transaction on the row', async () => {
    const world = new ViewWorld();
    world.direct({ length: 3 });
    world.failures.push(new TransactionConflictException({ message: 'Transaction is ongoing', $metadata: {} }));

    await expect(mark(world, 2)).resolves.toMatchObject({ readSeq: 2 });
  });

  it('is Unavailable where the table goes on failing', async () => {
    const world = new ViewWorld();
    world.direct({ length: 3 });
    const failure = new InternalServerError({ message: 'Internal', $metadata: { httpStatusCode: 500 } });
    world.failures.push(...Array.from({ length: 8 }, () => failure));

    await expect(mark(world, 2)).rejects.toMatchObject({ type: 'Unavailable' });
  });

  it.each([
    ['a token that was signed out', { signedOutAt: ana.authTime }],
    ['a disabled account', { status: 'DISABLED' }],
    ['a deleted account', { status: 'DELETED' }],
  ])('is refused to %s, by the same round trip', async (_, more) => {
    const world = new ViewWorld();
    world.direct({ length: 3 });
    world.tables.put('Users', aUser(ana.userId, 'ana', more));

    await expect(mark(world, 2)).rejects.toMatchObject({ type: 'Unauthorized' });

    expect(world.reads()).toHaveLength(1);
    expect(world.updates()).toEqual([]);
  });

  it('in somebody else’s conversation is NotFound', async () => {
    await expect(mark(new ViewWorld(), 1)).rejects.toMatchObject({ type: 'NotFound' });
  });
});
