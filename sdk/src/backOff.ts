import type { Timers } from './Environment.ts';

/** Half of the doubled pause is jitter, so that clients that lost a server do not all come back at once. */
export const backOff = (timers: Timers, attempt: number, { baseMs = 500, maxMs = 30_000 } = {}): number => {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (timers.random() * ceiling) / 2);
};
