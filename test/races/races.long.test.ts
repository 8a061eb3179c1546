import { describe, expect, it } from 'vitest';
import { Stage } from '../faults/Stage.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';
import { expectBothOutcomes, expectPromisesKept } from './expectPromisesKept.ts';
import { schedulesOf } from './interleave.ts';
import { raceBlocks, raceFirstMessages, raceRemovals } from './rounds.ts';
import { walkRemoval } from './walks.ts';

const world = useWorld();

describe('in a thousand rounds', () => {
  it('no send gets past a block that was answered', async () => {
    const stage = await Stage.open(world(), ['ana', 'bo', 'cleo', 'dan', 'eve', 'finn', 'gil', 'hal']);
    const people = stage.people as Person[];
    const pairs = [0, 2, 4, 6].map((index) => people.slice(index, index + 2) as [Person, Person]);
    await Promise.all(pairs.map((pair) => raceBlocks(stage, pair, 250)));

    const history = await expectPromisesKept(stage);

    expectBothOutcomes(history, /^racing/);
    expect(history.sends.filter(({ text }) => text.startsWith('late'))).toHaveLength(1_000);
  });

  // A person keeps a hundred stays in a group.
  it('nothing reaches somebody after his removal was answered', async () => {
    for (let rounds = 0; rounds < 1_000; rounds += 250) {
      const stages = await Promise.all([1, 2, 3, 4, 5].map(() => Stage.open(world(), ['ana', 'bo', 'cleo'])));
      await Promise.all(stages.map((stage) => raceRemovals(stage, 50)));
      for (const stage of stages) await expectPromisesKept(stage);
    }
  });

  it('two first messages make one conversation', async () => {
    const names = Array.from({ length: 46 }, (_, index) => `p${index}`);
    const stage = await Stage.open(world(), names);
    const rounds = await raceFirstMessages(stage, 1_000);

    const { stored } = await expectPromisesKept(stage);

    expect([...stored.values()].filter((rows) => rows.length >= 2)).toHaveLength(rounds);
    expect(rounds).toBe(1_000);
  });
});

describe('in each of the seventy orders of their calls', () => {
  it('a group send and a removal agree on where the stay ends', async () => {
    const cast = await world().people('ana', 'bo', 'cleo');
    for (const schedule of schedulesOf(4, 4)) await walkRemoval(world(), cast, schedule);
  });
});
