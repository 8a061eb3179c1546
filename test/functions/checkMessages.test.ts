import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCursor, positionKey } from '../../functions/checkMessages/cursor.ts';
import type { CheckMessagesResult } from '../../generated/types.ts';
import { CheckWorld } from './CheckWorld.ts';
import { ana, boId } from './SendWorld.ts';

const seqs = ({ messages }: CheckMessagesResult): number[] => messages.map(({ seq }) => seq);
const ids = ({ messages }: CheckMessagesResult): string[] => messages.map(({ id }) => id);
const upTo = (length: number, from = 0): number[] => Array.from({ length: length - from }, (_, at) => from + at + 1);

describe('without a cursor', () => {
  it('shows what others wrote and the reader has not read', async () => {
    const world = new CheckWorld();
    const senderOf = (seq: number) => (seq % 2 === 0 ? ana.userId : boId);
    world.talk('direct:a', { length: 7, row: { fromSeq: 0, readSeq: 2 }, senderOf });

    expect(seqs(await world.check())).toEqual([3, 5, 7]);
  });

  it('gives a cursor with which nothing of it comes again', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 3 });
    world.talk('direct:b', { length: 2, row: { fromSeq: 0, readSeq: 2 } });
    const { nextCursor } = await world.check();

    world.talk('direct:a', { length: 4 });
    world.talk('direct:b', { length: 3, row: { fromSeq: 0, readSeq: 2 } });

    expect(ids(await world.check({ since: nextCursor }))).toEqual(['direct:a:4', 'direct:b:3']);
  });

  it('says nothing of a person without conversations, and gives a cursor all the same', async () => {
    const world = new CheckWorld();

    const result = await world.check();

    expect(result).toEqual({ messages: [], changed: [], nextCursor: encodeCursor(new Map()), hasMore: false });
    expect(world.batches()).toEqual([]);
  });
});

describe('with a cursor', () => {
  it('shows the own messages too, for other devices', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 2, row: { fromSeq: 0, readSeq: 2 }, senderOf: () => ana.userId });

    expect(seqs(await world.check({ since: encodeCursor(new Map()) }))).toEqual([1, 2]);
  });

  it('begins a conversation that is not in it where the window begins', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 9, row: { fromSeq: 6, readSeq: 8 } });

    expect(seqs(await world.check({ since: encodeCursor(new Map()) }))).toEqual([7, 8, 9]);
  });

  it('of a forger who stands beyond the end misses nothing that comes', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 3 });

    const forged = encodeCursor(new Map([[positionKey('direct:a'), 1_000_000]]));
    const { messages, nextCursor } = await world.check({ since: forged });
    world.talk('direct:a', { length: 4 });

    expect(messages).toEqual([]);
    expect(seqs(await world.check({ since: nextCursor }))).toEqual([4]);
  });

  it('of a forger who stands before his window sees nothing of before', async () => {
    const world = new CheckWorld();
    world.talk('group:g', { length: 9, row: { closed: [{ fromSeq: 2, untilSeq: 4 }], fromSeq: 7 } });

    expect(seqs(await world.check({ since: encodeCursor(new Map([[positionKey('group:g'), 0]])) }))).toEqual([
      3, 4, 8, 9,
    ]);
  });

  it('forgets conversations that are not the reader’s', async () => {
    const world = new CheckWorld();

    const { nextCursor } = await world.check({ since: encodeCursor(new Map([[positionKey('direct:x'), 5]])) });

    expect(nextCursor).toBe(encodeCursor(new Map()));
  });

  it.each(['', 'AA', 'AQ==', 'AQAA', '!', 'AQ AA', 'Ag', 'x'.repeat(5_000)])(
    'of the form %j is refused',
    async (since) => {
      const world = new CheckWorld();

      await expect(world.check({ since })).rejects.toMatchObject({ type: 'BadRequest' });

      expect(world.queries()).toEqual([]);
    },
  );
});

describe('a page', () => {
  it('holds 50 messages unless asked otherwise', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 51 });

    const page = await world.check();

    expect(seqs(page)).toEqual(upTo(50));
    expect(page.hasMore).toBe(true);
  });

  it('that holds exactly what waits is the last', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 50 });

    await expect(world.check()).resolves.toMatchObject({ hasMore: false });
  });

  it.each([0, -1, 101])('of %i is refused', async (limit) => {
    await expect(new CheckWorld().check({ limit })).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('ends before it is larger than 1 MB, and the rest follows', async () => {
    const world = new CheckWorld();
    // A control character is one byte of text and six of JSON.
    world.talk('direct:a', { length: 60, textOf: () => '\u0001'.repeat(8_000) });

    const first = await world.check({ limit: 100 });
    const second = await world.check({ limit: 100, since: first.nextCursor });
    const third = await world.check({ limit: 100, since: second.nextCursor });

    expect(JSON.stringify(first.messages).length).toBeLessThan(1_048_576 + 100);
    expect([first.hasMore, second.hasMore, third.hasMore]).toEqual([true, true, false]);
    expect([...seqs(first), ...seqs(second), ...seqs(third)]).toEqual(upTo(60));
  });

  it('asks for no more than it can hold', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 4 });
    world.talk('direct:b', { length: 40 });
    world.talk('direct:c', { length: 40 });

    await world.check({ limit: 10 });

    const ranges = world.queries().filter(({ TableName }) => TableName === 'Messages');
    expect(
      ranges.map(({ ExpressionAttributeValues: values }) => ({
        id: values?.[':id'] as unknown,
        last: values?.[':last'] as unknown,
      })),
    ).toEqual([
      { id: 'direct:a', last: 4 },
      { id: 'direct:b', last: 6 },
    ]);
    expect(ranges.every(({ ConsistentRead }) => ConsistentRead)).toBe(true);
  });

  it('after page shows everything once and in order, whatever the windows and the limit', async () => {
    const stay = fc.tuple(fc.nat(6), fc.nat(6));
    const talk = fc.record({ stays: fc.array(stay, { maxLength: 3 }), isIn: fc.boolean(), more: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(fc.array(talk, { maxLength: 4 }), fc.integer({ min: 1, max: 7 }), async (talks, limit) => {
        const world = new CheckWorld();
        const expected = talks.flatMap(({ stays, isIn, more }, index) => {
          let at = 0;
          const closed = stays.map(([gap, length]) => {
            const fromSeq = at + gap;
            at = fromSeq + length;
            return { fromSeq, untilSeq: at };
          });
          const fromSeq = at + 1;
          const length = fromSeq + more;
          world.talk(`group:${index}`, { length, row: { closed, ...(isIn && { fromSeq }) } });
          const windows = [...closed, ...(isIn ? [{ fromSeq, untilSeq: length }] : [])];
          return upTo(length)
            .filter((seq) => windows.some((window) => seq > window.fromSeq && seq <= window.untilSeq))
            .map((seq) => `group:${index}:${seq}`);
        });

        const shown: string[] = [];
        let page = await world.check({ limit });
        shown.push(...ids(page));
        while (page.hasMore) {
          page = await world.check({ limit, since: page.nextCursor });
          expect(page.messages.length).toBeGreaterThan(0);
          shown.push(...ids(page));
        }

        expect(shown).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});

describe('many conversations', () => {
  it('are read in batches of a hundred, and none is forgotten', async () => {
    const world = new CheckWorld();
    for (const index of upTo(250)) world.talk(`direct:${index}`, { length: index === 1 || index === 250 ? 1 : 0 });

    expect(ids(await world.check())).toEqual(['direct:1:1', 'direct:250:1']);

    const sizes = world.batches().map(({ RequestItems }) => RequestItems?.['Conversations']?.Keys?.length);
    expect(sizes).toEqual([100, 100, 50]);
    expect(world.batches().every(({ RequestItems }) => RequestItems?.['Conversations']?.ConsistentRead)).toBe(true);
  });

  it('whose heads stay unprocessed are asked for again', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 1 });
    world.talk('direct:b', { length: 1 });
    const left = { Conversations: { Keys: [{ conversationId: 'direct:b' }], ConsistentRead: true } };
    world.insteadOfBatch(({ Responses }) => ({
      Responses: { Conversations: Responses?.['Conversations']?.slice(0, 1) ?? [] },
      UnprocessedKeys: left,
    }));

    expect(ids(await world.check())).toEqual(['direct:a:1', 'direct:b:1']);
    expect(world.batches()[1]).toEqual({ RequestItems: left });
    expect(world.timing.sleeps).toHaveLength(1);
  });

  it('whose heads are never processed are Unavailable, not empty', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 1 });
    const left = { Conversations: { Keys: [{ conversationId: 'direct:a' }], ConsistentRead: true } };
    for (let attempt = 0; attempt < 20; attempt += 1) {
      world.insteadOfBatch(() => ({ Responses: {}, UnprocessedKeys: left }));
    }

    await expect(world.check()).rejects.toMatchObject({ type: 'Unavailable' });
  });
});

describe('somebody whom the reader blocked', () => {
  it('is read without text in a group, and seq stays dense', async () => {
    const world = new CheckWorld();
    world.talk('group:g', { length: 2, senderOf: (seq) => (seq === 1 ? boId : 'cy') });
    world.block(boId);

    const { messages } = await world.check({ since: encodeCursor(new Map()) });

    expect(messages).toMatchObject([
      { seq: 1, text: null, clientMessageId: null, hiddenReason: 'BLOCKED_SENDER' },
      { seq: 2, text: 'text 2', hiddenReason: null },
    ]);
  });

  it('is read as ever in a direct conversation: what was refused was never stored', async () => {
    const world = new CheckWorld();
    world.talk('direct:a', { length: 1 });
    world.block(boId);

    await expect(world.check()).resolves.toMatchObject({ messages: [{ text: 'text 1', hiddenReason: null }] });
  });
});
