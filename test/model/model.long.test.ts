import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { chosenSeed, toReport } from './report.ts';
import { runInMemory } from './runInMemory.ts';
import { runOverHttp } from './runOverHttp.ts';

const world = useWorld();

describe('the model of the product', () => {
  it('keeps its promises in 20,000 runs', () => {
    const details = runInMemory({ seed: chosenSeed(), runs: 20_000 });

    console.log(toReport(details));
    expect(details.failed, toReport(details)).toBe(false);
  });

  it('is what the backend does in 500 runs', async () => {
    const details = await runOverHttp(world(), { seed: chosenSeed(), runs: 500 });

    console.log(toReport(details));
    expect(details.failed, toReport(details)).toBe(false);
  });
});
