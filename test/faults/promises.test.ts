import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { checkSeen } from './checkSeen.ts';
import { checkStored } from './checkStored.ts';
import { everyFault, sumOf, workloadReport } from './everyFault.ts';
import { runWorkload, type WorkloadResult } from './runWorkload.ts';

const world = useWorld();
const results: WorkloadResult[] = [];

describe('under faults in a tenth of all calls, of every kind at once', () => {
  it.each([1, 2])(
    'the promises hold (seed %i)',
    async (seed) => {
      const result = await runWorkload(world(), { seed, callsPerPerson: 8, faults: everyFault });
      results.push(result);

      const violations = [...checkStored(result.history), ...checkSeen(result.history)];
      expect({ violations, oddities: result.oddities }, workloadReport(result)).toEqual({
        violations: [],
        oddities: [],
      });
    },
    60_000,
  );

  it('and these were real', () => {
    const injected = sumOf(results.map((result) => result.injected));

    for (const kind of ['conflict', 'throttle', 'unprocessed', 'errorAfterEffect', 'cutPublish'] as const) {
      expect(injected[kind], kind).toBeGreaterThanOrEqual(3);
    }
    const outcomes = results.flatMap(({ history }) => history.sends.map(({ outcome }) => outcome));
    expect(outcomes.filter((outcome) => outcome === 'stored').length).toBeGreaterThanOrEqual(30);
    expect(outcomes).toContain('refused');
    expect(results.flatMap(({ history }) => history.changes).length).toBeGreaterThanOrEqual(10);
  });
});
