/** What time it is, for everything in the runtime: Lambdas, `util.time`, tokens, codes, TTL and SigV4. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The runtime's one clock. It runs at the speed of the machine's, at a distance that tests and people may set. */
export class SettableClock implements Clock {
  /** The distance to the machine's clock in milliseconds, in memory that worker threads share. */
  readonly sharedOffset = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  readonly #offset = new Float64Array(this.sharedOffset);

  now(): number {
    return Date.now() + (this.#offset[0] ?? 0);
  }

  /** Moves the clock by so many milliseconds; negative moves it back. */
  advance(milliseconds: number): void {
    this.#offset[0] = (this.#offset[0] ?? 0) + milliseconds;
  }

  set(epochMilliseconds: number): void {
    this.#offset[0] = epochMilliseconds - Date.now();
  }
}
