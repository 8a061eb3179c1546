import { describe, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { raceAdditions, raceDeletions, raceReadMarks, raceTransfers } from './groupRounds.ts';

const world = useWorld();

describe('in a thousand rounds', () => {
  it('a group that is given to two people at once goes to one of them', async () => {
    await raceTransfers(world(), 1_000);
  });

  it('somebody who is added and removed at once has stays that do not overlap', async () => {
    await raceAdditions(world(), 1_000);
  });

  it('a group that a member leaves while it is deleted is gone', async () => {
    await raceDeletions(world(), 1_000);
  });

  it('what is marked as read during a send stays exact', async () => {
    await raceReadMarks(world(), 1_000);
  });
});
