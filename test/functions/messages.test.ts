import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { messages } from '../../functions/messages/messages.ts';
import type { QueryMessagesArgs } from '../../generated/types.ts';
import { ana, boId, conversationId } from './SendWorld.ts';
import { groupTalk, ViewWorld } from './ViewWorld.ts';

const ask = (world: ViewWorld, args: Partial<QueryMessagesArgs> = {}) =>
  messages(world.deps)(ana, { conversationId, ...args });

const seqsOf = ({ items }: { items: readonly { seq: number }[] }): number[] => items.map(({ seq }) => seq);
const upTo = (length: number): number[] => Array.from({ length }, (_, index) => index + 1);

describe('the history of a conversation', () => {
  it('begins with the newest messages, in the order of their seq', async () => {
    const world = new ViewWorld();
    world.direct({ length: 60 });

    const page = await ask(world);

    expect(seqsOf(page)).toEqual(upTo(60).slice(10));
    expect(page.hasMore).toBe(true);
    expect(world.reads().every(({ isConsistent }) => isConsistent)).toBe(true);
  });

  it.each(['direct:nobody', 'nothing', '', groupTalk])(
    'of %j is NotFound where the reader was never in it',
    async (id) => {
      const world = new ViewWorld();

      await expect(ask(world, { conversationId: id })).rejects.toMatchObject({
        type: 'NotFound',
        message: 'There is no such conversation.',
      });
    },
  );

  it.each([{ limit: 0 }, { limit: 101 }, { beforeSeq: 1, afterSeq: 1 }, { beforeSeq: -1 }, { afterSeq: -1 }])(
    'refuses %o',
    async (args) => {
      const world = new ViewWorld();
      world.direct({ length: 1 });

      await expect(ask(world, args)).rejects.toMatchObject({ type: 'BadRequest' });
    },
  );

  it('has no text of those whom the reader blocked, in a group', async () => {
    const world = new ViewWorld();
    world.group({ length: 1 });
    world.block(boId);

    await expect(ask(world, { conversationId: groupTalk })).resolves.toMatchObject({
      items: [{ text: null, clientMessageId: null, hiddenReason: 'BLOCKED_SENDER' }],
    });
  });

  it('keeps every text of a direct conversation', async () => {
    const world = new ViewWorld();
    world.direct({ length: 1 });
    world.block(boId);

    await expect(ask(world)).resolves.toMatchObject({ items: [{ text: 'text 1', hiddenReason: null }] });
  });

  it('fits an answer of AppSync, 5 MB, in the largest page there can be', async () => {
    const world = new ViewWorld();
    world.direct({ length: 100 });
    const text = '\u0001'.repeat(limits.textBytes);
    for (const item of world.tables.all('Messages')) world.tables.put('Messages', { ...item, text });

    const page = await ask(world, { limit: 100 });

    expect(page.items).toHaveLength(100);
    expect(JSON.stringify(page).length).toBeLessThan(5_000_000);
  });

  it('shows everything of the stays once, page after page, in both directions', async () => {
    const stays = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(stays, fc.boolean(), fc.integer({ min: 1, max: 5 }), async (steps, isIn, limit) => {
        let at = 0;
        const closed = steps.map(([gap, length]) => {
          const fromSeq = at + gap;
          at = fromSeq + length;
          return { fromSeq, untilSeq: at };
        });
        const world = new ViewWorld();
        const last = at + 4;
        world.group({ length: last, row: { closed, ...(isIn && { fromSeq: at + 1 }) } });
        const windows = [...closed, ...(isIn ? [{ fromSeq: at + 1, untilSeq: last }] : [])];
        const visible = upTo(last).filter((seq) =>
          windows.some(({ fromSeq, untilSeq }) => seq > fromSeq && seq <= untilSeq),
        );

        const forth: number[] = [];
        for (let afterSeq = 0, hasMore = true; hasMore; afterSeq = forth.at(-1) ?? 0) {
          const page = await ask(world, { conversationId: groupTalk, afterSeq, limit });
          forth.push(...seqsOf(page));
          ({ hasMore } = page);
        }
        const back: number[] = [];
        for (let beforeSeq: number | null = null, hasMore = true; hasMore; beforeSeq = back[0] ?? 0) {
          const page = await ask(world, { conversationId: groupTalk, beforeSeq, limit });
          back.unshift(...seqsOf(page));
          ({ hasMore } = page);
        }

        expect(forth).toEqual(visible);
        expect(back).toEqual(visible);
      }),
      { numRuns: 60 },
    );
  });
});
