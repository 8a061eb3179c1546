import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { checkSeen } from './checkSeen.ts';
import { checkStored } from './checkStored.ts';
import { everyFault, sumOf, workloadReport } from './everyFault.ts';
import { runWorkload, type WorkloadResult } from './runWorkload.ts';

const world = useWorld();
const results: WorkloadResult[] = [];

const kinds = ['conflict', 'throttle', 'unprocessed', 'errorAfterEffect', 'cutPublish'] as const;
const enough = 3;

const injected = () => sumOf(results.map((result) => result.injected));

const run = async (seed: number): Promise<void> => {
  const result = await runWorkload(world(), { seed, callsPerPerson: 8, faults: everyFault });
  results.push(result);

  const violations = [...checkStored(result.history), ...checkSeen(result.history)];
  expect({ violations, oddities: result.oddities }, workloadReport(result)).toEqual({ violations: [], oddities: [] });
};

describe('with faults of every kind in a tenth of all calls', () => {
  // How many faults one run meets depends on the machine as well as on the seed.
  it('the promises hold until each kind was injected three times', async () => {
    await run(1);
    await run(2);
    for (let seed = 3; seed <= 20 && kinds.some((kind) => injected()[kind] < enough); seed += 1) await run(seed);

    for (const kind of kinds) expect(injected()[kind], kind).toBeGreaterThanOrEqual(enough);
  }, 240_000);

  it('the workload stored, refused and changed things', () => {
    const outcomes = results.flatMap(({ history }) => history.sends.map(({ outcome }) => outcome));

    expect(outcomes.filter((outcome) => outcome === 'stored').length).toBeGreaterThanOrEqual(30);
    expect(outcomes).toContain('refused');
    expect(results.flatMap(({ history }) => history.changes).length).toBeGreaterThanOrEqual(10);
  });
});
