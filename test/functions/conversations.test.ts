import { describe, expect, it } from 'vitest';
import { conversations } from '../../functions/conversations/conversations.ts';
import type { QueryConversationsArgs } from '../../generated/types.ts';
import { ana, conversationId } from './SendWorld.ts';
import { groupTalk, minuteOf, ViewWorld } from './ViewWorld.ts';

const ask = (world: ViewWorld, args: Partial<QueryConversationsArgs> = {}) => conversations(world.deps)(ana, args);

const idsOf = ({ items }: { items: readonly { id: string }[] }): string[] => items.map(({ id }) => id);

describe('the conversations of a person', () => {
  it('are sorted by their newest activity', async () => {
    const world = new ViewWorld();
    world.direct({ length: 1, begins: 1 });
    world.group({ length: 1, begins: 9 });

    expect(idsOf(await ask(world))).toEqual([groupTalk, conversationId]);

    world.direct({ length: 1, begins: 20 });
    expect(idsOf(await ask(world))).toEqual([conversationId, groupTalk]);
  });

  it('of a group that was left stay where the last message of the stay puts them', async () => {
    const world = new ViewWorld();
    world.direct({ length: 1, begins: 10 });
    world.group({ length: 90, begins: 0, row: { closed: [{ fromSeq: 0, untilSeq: 4 }] } });

    expect(idsOf(await ask(world))).toEqual([conversationId, groupTalk]);
  });

  it.each([
    ['is open', { fromSeq: 5, joinedAt: minuteOf(12) }],
    ['is over', { joinedAt: undefined, closed: [{ fromSeq: 5, untilSeq: 5, joinedAt: minuteOf(12) }] }],
    ['came back', { fromSeq: 5, joinedAt: minuteOf(12), closed: [{ fromSeq: 0, untilSeq: 4, joinedAt: minuteOf(0) }] }],
  ])('of a stay without a message that %s stand where it began', async (_, row) => {
    const world = new ViewWorld();
    world.direct({ length: 1, begins: 10 });
    world.group({ length: 5, begins: 0, row });

    expect(idsOf(await ask(world))).toEqual([groupTalk, conversationId]);

    world.direct({ length: 1, begins: 13 });
    expect(idsOf(await ask(world))).toEqual([conversationId, groupTalk]);
  });

  it('are whole when DynamoDB leaves keys unprocessed for a while', async () => {
    const world = new ViewWorld();
    world.direct({ length: 2 });
    const whole = await ask(world);
    world.unprocessedBatches = 3;

    expect(await ask(world)).toEqual(whole);
    expect(world.unprocessedBatches).toBe(0);
  });

  it('are Unavailable when DynamoDB goes on leaving keys unprocessed', async () => {
    const world = new ViewWorld();
    world.direct({ length: 2 });
    world.unprocessedBatches = 100;

    await expect(ask(world)).rejects.toMatchObject({ type: 'Unavailable' });
  });

  it('come page after page, each once', async () => {
    const world = new ViewWorld();
    world.direct({ length: 1, begins: 1 });
    world.group({ length: 1, begins: 9 });

    const first = await ask(world, { limit: 1 });
    const second = await ask(world, { limit: 1, nextToken: first.nextToken });

    expect([...idsOf(first), ...idsOf(second)]).toEqual([groupTalk, conversationId]);
    expect(first.nextToken).not.toBeNull();
    expect(second.nextToken).toBeNull();
  });

  it('are none for a person who has none', async () => {
    await expect(ask(new ViewWorld())).resolves.toEqual({ items: [], nextToken: null });
  });

  it('are read with no call per conversation but the count of what is unread', async () => {
    const world = new ViewWorld();
    world.direct({ length: 1, row: { readSeq: 1 } });
    world.group({ length: 1, row: { fromSeq: 0, readSeq: 1 } });

    await ask(world);

    const commands = world.reads().map(({ command }) => command);
    expect(commands.filter((command) => command === 'QueryCommand')).toHaveLength(1);
    expect(commands.length).toBeLessThanOrEqual(4);
    expect(world.reads().every(({ isConsistent }) => isConsistent)).toBe(true);
  });

  it('begin nowhere else than in the reader’s own list, whatever place a forged token names', async () => {
    const world = new ViewWorld();
    world.direct({ length: 1, begins: 1 });
    const forged = (...place: string[]) => Buffer.from(JSON.stringify(place)).toString('base64url');

    const before = await ask(world, { nextToken: forged('9999-12-31T00:00:00.000Z', 'direct:somebody:else') });
    const after = await ask(world, { nextToken: forged('', 'direct:somebody:else') });

    expect(idsOf(before)).toEqual([conversationId]);
    expect(idsOf(after)).toEqual([]);
  });

  it.each(['', 'x', 'W10', Buffer.from('[1,2]').toString('base64url'), Buffer.from('null').toString('base64url')])(
    'refuse the token %j',
    async (nextToken) => {
      await expect(ask(new ViewWorld(), { nextToken })).rejects.toMatchObject({ type: 'BadRequest' });
    },
  );

  it.each([0, 101])('refuse a page of %i', async (limit) => {
    await expect(ask(new ViewWorld(), { limit })).rejects.toMatchObject({ type: 'BadRequest' });
  });
});
