export interface Random {
  /** From 0 up to but not 1. */
  next(): number;
  /** Draws even for 0, so that the rest of a seeded run does not depend on which faults are on. */
  happens(probability: number | undefined): boolean;
  /** An integer from 0 up to but not `limit`. */
  below(limit: number): number;
}

/** Mulberry32, a generator of 32 bits of state: equal seeds give equal faults. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    happens: (probability = 0) => next() < probability,
    below: (limit) => Math.floor(next() * limit),
  };
}
