import type { HeldCall, Hold, ServiceCall } from 'messaging-local/gate/Gate.ts';
import type { Runtime } from 'messaging-local/start/Runtime.ts';

/** One of two requests that are walked through together. */
export interface Party {
  /** Whether a call of the data plane is this request's. */
  readonly owns: (call: ServiceCall) => boolean;
  readonly start: () => Promise<unknown>;
}

/** `a` lets the next call of the first party run, `b` of the second. */
export type Schedule = readonly ('a' | 'b')[];

/** Every order of so many calls of the one and so many of the other. */
export const schedulesOf = (ofA: number, ofB: number): Schedule[] => {
  if (ofA === 0) return [Array.from({ length: ofB }, () => 'b' as const)];
  if (ofB === 0) return [Array.from({ length: ofA }, () => 'a' as const)];
  return [
    ...schedulesOf(ofA - 1, ofB).map((rest): Schedule => ['a', ...rest]),
    ...schedulesOf(ofA, ofB - 1).map((rest): Schedule => ['b', ...rest]),
  ];
};

/** A request whose calls run one at a time, when told. */
class Walker {
  readonly #hold: Hold;
  readonly #done: Promise<'done'>;
  readonly outcome: Promise<unknown>;
  #next: Promise<HeldCall> | undefined;
  /** Calls that were let run. */
  steps = 0;

  constructor(runtime: Runtime, { owns, start }: Party) {
    this.#hold = runtime.gate.hold(owns);
    this.outcome = start().catch((error: unknown) => error);
    this.#done = this.outcome.then(() => 'done' as const);
  }

  /** Lets one call run and waits for its answer; does nothing when the request has ended. */
  async step(): Promise<void> {
    this.#next ??= this.#hold.next();
    const held = await Promise.race([this.#next, this.#done]);
    if (held === 'done') return;
    this.#next = undefined;
    this.steps += 1;
    await held.release();
  }

  async finish(): Promise<unknown> {
    const waiting = this.#next;
    this.#hold.end();
    void waiting?.then((held) => held.release());
    return this.outcome;
  }
}

export interface Walk {
  /** What the requests were answered, or the errors. */
  readonly outcomes: readonly [unknown, unknown];
  readonly steps: readonly [number, number];
}

/** Runs two requests at once, their calls in the order of the schedule; what is left after it runs freely. */
export const interleave = async (
  runtime: Runtime,
  [partyA, partyB]: readonly [Party, Party],
  schedule: Schedule,
): Promise<Walk> => {
  const a = new Walker(runtime, partyA);
  const b = new Walker(runtime, partyB);
  for (const turn of schedule) await (turn === 'a' ? a : b).step();
  const outcomes = [await a.finish(), await b.finish()] as const;
  return { outcomes, steps: [a.steps, b.steps] };
};

/** Calls of a role, by the logical id that its name holds. */
export const ofRole =
  (...logicalIds: readonly string[]): Party['owns'] =>
  ({ roleArn }) =>
    logicalIds.some((logicalId) => roleArn.includes(logicalId));
