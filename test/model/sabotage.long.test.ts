import { describe, expect, it } from 'vitest';
import { findFault } from './findFault.ts';
import { seededFaults } from './seededFaults.ts';

describe('the model finds what is wrong', () => {
  it.each(seededFaults.map((fault) => [fault.name, fault] as const))('when %s', async (_, fault) => {
    const { run, difference } = await findFault(fault, { seed: 1, shrinkingRuns: 0 });

    console.log(`${fault.name}: run ${String(run)}, ${difference}`);
    expect(run).toBeGreaterThan(0);
  });
});
