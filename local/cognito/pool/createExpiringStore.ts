import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/Clock.ts';

/** Values kept for a while under names that cannot be guessed; gone with the process. */
export interface ExpiringStore<Value> {
  /** @returns the name: random bytes in Base64 */
  put(value: Value, seconds: number): string;
  /** Gives a value once. */
  take(name: string): Value | 'unknown' | 'expired';
}

const valuesKept = 10_000;

export function createExpiringStore<Value extends object>(clock: Clock): ExpiringStore<Value> {
  const values = new Map<string, { value: Value; expiresAt: number }>();
  return {
    put(value, seconds) {
      const name = randomBytes(96).toString('base64');
      values.set(name, { value, expiresAt: clock.now() + 1_000 * seconds });
      for (const oldest of values.keys()) {
        if (values.size <= valuesKept) break;
        values.delete(oldest);
      }
      return name;
    },
    take(name) {
      const found = values.get(name);
      if (found === undefined) return 'unknown';
      values.delete(name);
      return clock.now() >= found.expiresAt ? 'expired' : found.value;
    },
  };
}
