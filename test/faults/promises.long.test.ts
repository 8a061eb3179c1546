import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { checkSeen } from './checkSeen.ts';
import { checkStored } from './checkStored.ts';
import { everyFault, sumOf, workloadReport } from './everyFault.ts';
import { runWorkload, type WorkloadOptions, type WorkloadResult } from './runWorkload.ts';

const world = useWorld();
const results: WorkloadResult[] = [];

const single = Object.entries(everyFault).map(([kind, probability]) => [kind, { [kind]: probability * 2 }] as const);

const run = async (seed: number, faults: WorkloadOptions['faults']): Promise<void> => {
  const result = await runWorkload(world(), { seed, callsPerPerson: 30, faults });
  results.push(result);

  console.log(workloadReport(result));
  const violations = [...checkStored(result.history), ...checkSeen(result.history)];
  expect({ violations, oddities: result.oddities }, workloadReport(result)).toEqual({ violations: [], oddities: [] });
};

describe('the promises hold', () => {
  it('without faults', () => run(100, {}));

  it.each(single)('under %s alone', (_, faults) => run(200, faults));

  it.each([11, 12, 13])('under all faults at once (seed %i)', (seed) => run(seed, everyFault));

  it('and the faults were real', () => {
    const injected = sumOf(results.map((result) => result.injected));

    for (const [kind, count] of Object.entries(injected)) expect(count, kind).toBeGreaterThanOrEqual(10);
    const stored = results.flatMap(({ history }) => history.sends.filter(({ outcome }) => outcome === 'stored'));
    expect(stored.length).toBeGreaterThanOrEqual(500);
  });
});
