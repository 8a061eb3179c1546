import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { accountPairs, directAccountPairs, twoDeletions } from './accountPairs.ts';
import { everyOrder, interruptedOnce } from './everyOrder.ts';
import { expectAlwaysSerial, expectSerial } from './expectSerial.ts';
import { memberPairs, rolePairs } from './groupPairs.ts';
import { directPairs, groupSendPairs } from './messagePairs.ts';

const world = useWorld();

describe('in every order of their calls that can tell', () => {
  it.each(directPairs)('$title comes to what one after the other comes to', async (pair) => {
    expect(await expectAlwaysSerial(world(), pair)).toBeGreaterThanOrEqual(2);
  });

  it.each([...groupSendPairs, ...rolePairs, ...memberPairs])(
    '$title comes to what one after the other comes to',
    async (pair) => {
      expect(await expectAlwaysSerial(world(), pair)).toBeGreaterThanOrEqual(2);
    },
  );

  it.each(directAccountPairs)('$title comes to what one after the other comes to', async (pair) => {
    expect(await expectAlwaysSerial(world(), pair)).toBeGreaterThanOrEqual(2);
  });

  it.each(accountPairs)('$title comes to what one after the other comes to', async (pair) => {
    expect(await expectAlwaysSerial(world(), pair)).toBeGreaterThanOrEqual(2);
  });
});

describe('interrupted once, after each of their calls', () => {
  it(`${twoDeletions.title} comes to what one after the other comes to`, async () => {
    await expectSerial(world(), twoDeletions, interruptedOnce(9));
  });
});

describe('in every order of their calls, also where it cannot tell', () => {
  const small = [...rolePairs, ...memberPairs].filter(({ isRepresentative }) => isRepresentative);

  it.each(small)('$title comes to what one after the other comes to', async (pair) => {
    expect(await expectAlwaysSerial(world(), pair, everyOrder)).toBeGreaterThanOrEqual(2);
  });
});
