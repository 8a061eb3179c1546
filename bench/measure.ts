import { MessagingError } from '../test/support/MessagingError.ts';

/** One row of the table. */
export interface Measurement {
  readonly name: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
  /** Calls that were answered `Unavailable`: they lost races for too long. */
  readonly unavailable: number;
}

export interface Load {
  readonly name: string;
  /** Callers at once. */
  readonly callers: number;
  readonly milliseconds: number;
  /** No more calls than this. */
  readonly calls?: number;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** Calls again and again, each caller after its own answer, until the time or the calls are spent. */
export const measure = async (load: Load, call: (caller: number) => Promise<unknown>): Promise<Measurement> => {
  const { name, callers, milliseconds, calls = Infinity } = load;
  const latencies: number[] = [];
  let begun = 0;
  let unavailable = 0;
  const started = performance.now();
  const run = async (caller: number): Promise<void> => {
    while (begun < calls && performance.now() - started < milliseconds) {
      begun += 1;
      const before = performance.now();
      try {
        await call(caller);
        latencies.push(performance.now() - before);
      } catch (error) {
        if (!(error instanceof MessagingError) || error.type !== 'Unavailable') throw error;
        unavailable += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => run(caller)));
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    name,
    perSecond: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    count: latencies.length,
    unavailable,
  };
};
