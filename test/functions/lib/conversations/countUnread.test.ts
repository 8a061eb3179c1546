import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countUnread } from '../../../../functions/lib/conversations/countUnread.ts';
import { loadStays } from '../../../../functions/lib/conversations/loadStays.ts';
import { ana, boId } from '../../SendWorld.ts';
import { ViewWorld } from '../../ViewWorld.ts';

const cleoId = 'cccccccc-3333-4333-8333-333333333333';

const count = async (world: ViewWorld): Promise<number[]> =>
  countUnread(world.deps, ana.userId, await loadStays(world.deps, ana.userId));

const queries = (world: ViewWorld): number => world.reads().filter(({ command }) => command === 'QueryCommand').length;

describe('what is unread', () => {
  it('is counted without a call where everything is read', async () => {
    const world = new ViewWorld();
    world.direct({ length: 3, row: { readSeq: 3 } });
    const stays = await loadStays(world.deps, ana.userId);
    const before = world.reads().length;

    expect(await countUnread(world.deps, ana.userId, stays)).toEqual([0]);
    expect(world.reads()).toHaveLength(before);
  });

  it('is counted for several conversations with the blocks of all senders in one call', async () => {
    const world = new ViewWorld();
    world.direct({ length: 3 });
    world.group({ length: 4 });
    world.block(boId);
    const stays = await loadStays(world.deps, ana.userId);
    const before = world.reads().length;

    expect(await countUnread(world.deps, ana.userId, stays)).toEqual([3, 0]);
    expect(
      world
        .reads()
        .slice(before)
        .map(({ command }) => command),
    ).toEqual(['QueryCommand', 'QueryCommand', 'BatchGetCommand']);
    expect(world.reads().every(({ isConsistent }) => isConsistent)).toBe(true);
  });

  it('is not looked for further once it is 100 or more', async () => {
    const world = new ViewWorld();
    world.direct({ length: 2_000 });
    const before = queries(world);

    expect(await count(world)).toEqual([100]);
    expect(queries(world) - before).toBe(2);
  });

  it('is looked for behind what does not count', async () => {
    const world = new ViewWorld();
    world.group({ length: 450, senderOf: (seq) => (seq > 430 ? cleoId : boId) });
    world.block(boId);

    expect(await count(world)).toEqual([20]);
  });

  it('is what others wrote after the mark, inside the stays, and is shown with its text', async () => {
    const stays = fc.array(fc.tuple(fc.nat(40), fc.nat(160)), { maxLength: 3 });
    const senders = fc.array(fc.constantFrom(ana.userId, boId, cleoId), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ stays, senders, isIn: fc.boolean(), read: fc.nat(400), isBlocked: fc.boolean() }),
        async ({ stays: steps, senders: order, isIn, read, isBlocked }) => {
          let at = 0;
          const closed = steps.map(([gap, length]) => {
            const fromSeq = at + gap;
            at = fromSeq + length;
            return { fromSeq, untilSeq: at };
          });
          const last = at + 30;
          const senderOf = (seq: number): string => order[seq % order.length] ?? boId;
          const world = new ViewWorld();
          world.group({ length: last, senderOf, row: { closed, readSeq: read, ...(isIn && { fromSeq: at + 5 }) } });
          if (isBlocked) world.block(boId);

          const windows = [...closed, ...(isIn ? [{ fromSeq: at + 5, untilSeq: last }] : [])];
          const unread = Array.from({ length: last }, (_, index) => index + 1)
            .filter((seq) => seq > read && windows.some(({ fromSeq, untilSeq }) => seq > fromSeq && seq <= untilSeq))
            .filter((seq) => senderOf(seq) !== ana.userId && !(isBlocked && senderOf(seq) === boId));
          expect(await count(world)).toEqual([Math.min(100, unread.length)]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
