import type { HeldCall, Hold, ServiceAnswer, ServiceCall } from './Gate.ts';

type Run = () => Promise<ServiceAnswer>;

export interface Holds {
  hold(matches: (call: ServiceCall) => boolean): Hold;
  /** Runs the call, after its release where a hold matches. */
  pass(call: ServiceCall, run: Run): Promise<ServiceAnswer>;
}

interface OpenHold {
  readonly matches: (call: ServiceCall) => boolean;
  offer(held: HeldCall): void;
}

/** Holds calls back so that a test can walk through the interleavings of two requests. */
export function createHolds(): Holds {
  const open = new Set<OpenHold>();
  return {
    hold: (matches) => {
      const waiting: HeldCall[] = [];
      const takers: ((held: HeldCall) => void)[] = [];
      const unreleased = new Set<HeldCall>();
      const entry: OpenHold = {
        matches,
        offer: (held) => {
          unreleased.add(held);
          const taker = takers.shift();
          if (taker === undefined) waiting.push(held);
          else taker(held);
        },
      };
      open.add(entry);
      return {
        next: () => {
          const held = waiting.shift();
          return held === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(held);
        },
        end: () => {
          open.delete(entry);
          for (const held of unreleased) void held.release();
          unreleased.clear();
        },
      };
    },
    pass: (call, run) => {
      const entry = [...open].find((one) => one.matches(call));
      if (entry === undefined) return run();
      return new Promise((resolve, reject) => {
        entry.offer(toHeldCall(call, run, (answer) => void answer.then(resolve, reject)));
      });
    },
  };
}

function toHeldCall(call: ServiceCall, run: Run, settle: (answer: Promise<ServiceAnswer>) => void): HeldCall {
  let answer: Promise<ServiceAnswer> | undefined;
  const decide = (how: Run): Promise<ServiceAnswer> => {
    answer ??= how();
    settle(answer);
    return answer;
  };
  return {
    call,
    release: () => decide(run),
    replace: (other, moment) =>
      decide(async () => {
        const own = moment === 'afterEffect' ? await run() : undefined;
        return own === undefined || own.status === 200 ? other : own;
      }),
  };
}
