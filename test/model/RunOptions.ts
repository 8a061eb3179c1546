export interface RunOptions {
  readonly seed: number;
  readonly runs: number;
  /** Of a failure that is to be run again: both are printed with it. */
  readonly path?: string | undefined;
  readonly replayPath?: string | undefined;
  /** Runs that look for a shorter failure once there is one. */
  readonly shrinkingRuns?: number;
}
