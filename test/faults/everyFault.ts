import type { FaultKind } from 'messaging-local/gate/Gate.ts';
import type { WorkloadOptions, WorkloadResult } from './runWorkload.ts';

/** Each kind of fault in a tenth of the calls that it may concern; real overlaps in half of them. */
export const everyFault = {
  conflict: 0.1,
  conflictOnOverlap: 0.5,
  throttle: 0.1,
  unprocessed: 0.1,
  stale: 0.1,
  errorAfterEffect: 0.1,
  cutPublish: 0.1,
} as const satisfies WorkloadOptions['faults'];

/** How much a run has really tried. */
export const workloadReport = ({ history, injected, retries }: WorkloadResult): string => {
  const count = (outcome: string) => history.sends.filter((send) => send.outcome === outcome).length;
  const faults = Object.entries(injected).map(([kind, number]) => `${kind} ${number}`);
  return (
    `${count('stored')} sends stored, ${count('refused')} refused, ${count('unknown')} unknown, ` +
    `${history.changes.length} changes, ${retries} calls made again; faults: ${faults.join(', ')}`
  );
};

type Counts = Readonly<Record<FaultKind, number>>;

export const sumOf = (counts: readonly Counts[]): Counts => {
  const kinds = Object.keys(counts[0] ?? {}) as FaultKind[];
  return Object.fromEntries(kinds.map((kind) => [kind, counts.reduce((sum, one) => sum + one[kind], 0)])) as Record<
    FaultKind,
    number
  >;
};
