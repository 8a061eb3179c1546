import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { chosenSeed, randomSeed, toReport } from './report.ts';
import { runInMemory } from './runInMemory.ts';
import { runOverHttp } from './runOverHttp.ts';

const world = useWorld();

describe('the model of the product', () => {
  it('keeps its promises in 20,000 runs', () => {
    const details = runInMemory({ seed: chosenSeed(), runs: 20_000 });

    console.log(toReport(details));
    expect(details.failed, toReport(details)).toBe(false);
  });

  it.each([
    ['the fixed seed', 500, chosenSeed()],
    ['a random seed', 200, randomSeed()],
  ])('is what the backend does with %s in %i runs', async (_, runs, seed) => {
    console.log(`seed ${seed}`);
    const details = await runOverHttp(world(), { seed, runs });

    console.log(toReport(details));
    expect(details.failed, toReport(details)).toBe(false);
  });
});
