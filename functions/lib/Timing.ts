import { setTimeout } from 'node:timers/promises';

/** Time and chance, as parameters. */
export interface Timing {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
}

export const timing: Timing = {
  now: () => Date.now(),
  sleep: (milliseconds) => setTimeout(milliseconds),
  random: () => Math.random(),
};

/** Waits 5 to 50 ms: full jitter parts callers that met at one item. */
export const backOff = ({ sleep, random }: Timing): Promise<unknown> => sleep(5 + random() * 45);
