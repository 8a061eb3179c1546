import type { Timing } from '../../functions/lib/lambda/Timing.ts';

/** A clock that moves only when somebody sleeps or sets it, and a chance that is always the same. */
export class FakeTiming implements Timing {
  time: number;
  readonly sleeps: number[] = [];

  constructor(time: number) {
    this.time = time;
  }

  readonly now = (): number => this.time;

  readonly random = (): number => 0.5;

  readonly sleep = async (milliseconds: number): Promise<void> => {
    this.sleeps.push(milliseconds);
    this.time += milliseconds;
  };
}
