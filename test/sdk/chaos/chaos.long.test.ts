import { expect, it } from 'vitest';
import { createMessagingClient } from '../../../sdk/src/core.ts';
import { useWorld } from '../../support/useWorld.ts';
import { runChaos } from './runChaos.ts';

const world = useWorld();

it.each([1, 2, 3])(
  'keeps every promise through faults of seed %i',
  async (seed) => {
    const report = await runChaos({
      world: world(),
      seed,
      people: 4,
      rounds: 2,
      sendsPerRound: 30,
      create: createMessagingClient,
    });

    expect(report.violations).toEqual([]);
  },
  120_000,
);
