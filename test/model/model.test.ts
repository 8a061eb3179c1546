import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { chosenSeed, toReport } from './report.ts';
import { runInMemory } from './runInMemory.ts';
import { runOverHttp } from './runOverHttp.ts';

const world = useWorld();

describe('the model of the product (npm run test:model runs it long)', () => {
  it('keeps its promises, whatever people do', () => {
    const details = runInMemory({ seed: chosenSeed(), runs: 500 });

    console.log(toReport(details));
    expect(details.failed, toReport(details)).toBe(false);
  });

  it('is what the backend does, to everybody and on every surface', async () => {
    const details = await runOverHttp(world(), { seed: chosenSeed(), runs: 40 });

    console.log(toReport(details));
    expect(details.failed, toReport(details)).toBe(false);
  }, 240_000);
});
