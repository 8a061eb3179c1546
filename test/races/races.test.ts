import { describe, expect, it } from 'vitest';
import { Stage } from '../faults/Stage.ts';
import { useWorld } from '../support/useWorld.ts';
import { expectPromisesKept } from './expectPromisesKept.ts';
import { schedulesOf } from './interleave.ts';
import { raceBlocks, raceFirstMessages, raceRemovals } from './rounds.ts';
import { walkBlock, walkFirstMessages, walkRemoval, walkRemovedSender } from './walks.ts';

const world = useWorld();

/** Of the seventy orders of a removal, every seventh; the long run walks through all. */
const someRemovals = schedulesOf(4, 4).filter((_, index) => index % 7 === 3);

describe('in a few rounds of races (test:long runs a thousand of each)', () => {
  it('no send gets past a block that was answered', async () => {
    const stage = await Stage.open(world(), ['ana', 'bo']);
    await raceBlocks(stage, stage.people as [Stage['owner'], Stage['owner']], 10);

    const { sends } = await expectPromisesKept(stage);

    expect(sends.filter(({ text, outcome }) => text.startsWith('late') && outcome !== 'refused')).toEqual([]);
  }, 60_000);

  it('nothing reaches somebody after his removal was answered', async () => {
    const stage = await Stage.open(world(), ['ana', 'bo', 'cleo']);
    await raceRemovals(stage, 8);

    await expectPromisesKept(stage);
  }, 60_000);

  it('two first messages make one conversation', async () => {
    const stage = await Stage.open(world(), ['ana', 'bo', 'cleo', 'dan']);
    const rounds = await raceFirstMessages(stage, 6);

    const { stored } = await expectPromisesKept(stage);

    expect([...stored.values()].filter((rows) => rows.length >= 2)).toHaveLength(rounds);
  }, 60_000);
});

describe('in every order of their calls', () => {
  it('a direct send and a block agree on whether the message is there', async () => {
    const cast = await world().people('ana', 'bo', 'cleo');
    for (const schedule of schedulesOf(2, 2)) await walkBlock(world(), cast, schedule);
  }, 60_000);

  it('a group send of somebody and his removal agree on whether the message is there', async () => {
    const cast = await world().people('ana', 'bo', 'cleo');
    for (const schedule of schedulesOf(2, 2)) await walkRemovedSender(world(), cast, schedule);
  }, 60_000);

  it('the first messages of two people make one conversation', async () => {
    for (const schedule of schedulesOf(2, 2)) await walkFirstMessages(world(), schedule);
  }, 60_000);

  it('a group send and a removal agree on where the stay ends', async () => {
    const cast = await world().people('ana', 'bo', 'cleo');
    for (const schedule of someRemovals) await walkRemoval(world(), cast, schedule);
  }, 60_000);
});
