import type { FaultKind } from 'messaging-local/gate/Gate.ts';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { checkSeen } from './checkSeen.ts';
import { checkStored } from './checkStored.ts';
import { everyFault, sumOf, workloadReport } from './everyFault.ts';
import { runWorkload, type WorkloadOptions, type WorkloadResult } from './runWorkload.ts';

const world = useWorld();
const results: WorkloadResult[] = [];

const kinds = Object.keys(everyFault) as FaultKind[];
const enough = 10;

const run = async (seed: number, faults: WorkloadOptions['faults']): Promise<WorkloadResult> => {
  const result = await runWorkload(world(), { seed, callsPerPerson: 30, faults });
  results.push(result);

  console.log(workloadReport(result));
  const violations = [...checkStored(result.history), ...checkSeen(result.history)];
  expect({ violations, oddities: result.oddities }, workloadReport(result)).toEqual({ violations: [], oddities: [] });
  return result;
};

/** How many faults a run meets is the machine's matter too: on a quick one, calls seldom overlap. */
const runUntilReal = async (kind: FaultKind): Promise<void> => {
  let met = 0;
  for (let seed = 200; met < enough && seed < 240; seed += 1) {
    const { injected } = await run(seed, { [kind]: everyFault[kind] * 2 });
    met += injected[kind];
  }
};

describe('the promises hold', () => {
  it('without faults', async () => {
    await run(100, {});
  });

  it.each(kinds)('under %s alone', runUntilReal);

  it.each([11, 12, 13])('under all faults at once (seed %i)', async (seed) => {
    await run(seed, everyFault);
  });

  it('and the faults were real', () => {
    const injected = sumOf(results.map((result) => result.injected));

    for (const [kind, count] of Object.entries(injected)) expect(count, kind).toBeGreaterThanOrEqual(enough);
    const stored = results.flatMap(({ history }) => history.sends.filter(({ outcome }) => outcome === 'stored'));
    expect(stored.length).toBeGreaterThanOrEqual(500);
  });
});
