import type { Clock } from '../../base/Clock.ts';
import type { PersistentMap } from '../../storage/PersistentMap.ts';
import { notAuthorized } from './CognitoError.ts';

/**
 * Slows down guessing: after 5 wrong passwords a name is locked for a second, then twice as long after each further
 * one, up to 15 minutes. What is tried while it is locked does not count.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html
 */
export interface PasswordLockout {
  /** @throws CognitoError "Password attempts exceeded" */
  assertOpen(name: string): void;
  countFailure(name: string): void;
  clear(name: string): void;
}

export interface Failures {
  readonly count: number;
  /** Epoch milliseconds. */
  readonly lastAt: number;
}

const freeFailures = 5;
const maxLockMs = 900_000;
/** Names that nobody has are counted as well, so what is kept has to be bounded. */
const namesKept = 10_000;

export function createPasswordLockout(failures: PersistentMap<Failures>, clock: Clock): PasswordLockout {
  function current(name: string): Failures {
    const found = failures.get(name);
    if (found === undefined) return { count: 0, lastAt: 0 };
    const isForgotten = clock.now() >= found.lastAt + lockOf(found.count) + maxLockMs;
    return isForgotten ? { count: 0, lastAt: 0 } : found;
  }

  return {
    assertOpen(name) {
      const { count, lastAt } = current(name);
      const now = clock.now();
      if (now >= lastAt && now < lastAt + lockOf(count)) throw notAuthorized('Password attempts exceeded');
    },
    countFailure(name) {
      const { count } = current(name);
      if (failures.size >= namesKept && !failures.has(name)) dropOldest(failures);
      failures.set(name, { count: count + 1, lastAt: clock.now() });
    },
    clear: (name) => failures.delete(name),
  };
}

function lockOf(count: number): number {
  return count < freeFailures ? 0 : Math.min(1_000 * 2 ** (count - freeFailures), maxLockMs);
}

function dropOldest(failures: PersistentMap<Failures>): void {
  for (const [name] of failures.entries()) {
    failures.delete(name);
    return;
  }
}
