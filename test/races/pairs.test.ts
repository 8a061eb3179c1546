import { describe, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { interruptedOnce } from './everyOrder.ts';
import { expectSerial, type Pair } from './expectSerial.ts';
import { memberPairs, rolePairs } from './groupPairs.ts';
import { groupSendPairs } from './messagePairs.ts';
import type { GroupScene } from './Scene.ts';

const world = useWorld();

const representative: readonly Pair<GroupScene>[] = [...rolePairs, ...memberPairs, ...groupSendPairs].filter(
  ({ isRepresentative }) => isRepresentative,
);

describe('by reads that the other request has outdated (test:long walks through every order that can tell)', () => {
  it.each(representative)('$title comes to what one after the other comes to', async (pair) => {
    await expectSerial(world(), pair, interruptedOnce(1));
  });
});
