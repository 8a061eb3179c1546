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

/**
 * Waits 5 to 50 ms after the first try, and up to six times as long after later ones: full jitter parts callers that
 * met at one item, and in a crowd the wasted tries must not take the time of the one that would win.
 */
export const backOff = ({ sleep, random }: Timing, tries = 1): Promise<unknown> =>
  sleep(5 + random() * 45 * Math.min(tries, 6));
