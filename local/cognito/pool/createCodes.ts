import { randomInt } from 'node:crypto';
import type { Clock } from '../../base/Clock.ts';
import type { PersistentMap } from '../../storage/PersistentMap.ts';
import { codeExpired, codeMismatch } from './CognitoError.ts';

export type CodePurpose = 'signUp' | 'resetPassword' | 'verifyEmail';

export interface Code {
  readonly code: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** The six-digit codes that are on their way to users. A new one replaces the one before. */
export interface Codes {
  issue(sub: string, purpose: CodePurpose): string;
  /** @throws CognitoError CodeMismatchException, or ExpiredCodeException also when no code was asked for */
  assertMatches(sub: string, purpose: CodePurpose, code: string): void;
  /** Whether `assertMatches` would accept it. */
  isOpen(sub: string, purpose: CodePurpose, code: string): boolean;
  discard(sub: string, purpose: CodePurpose): void;
  discardAll(sub: string): void;
}

const hour = 3_600_000;
const lifetimes = { signUp: 24 * hour, resetPassword: hour, verifyEmail: 24 * hour };
const purposes: readonly CodePurpose[] = ['signUp', 'resetPassword', 'verifyEmail'];

export function createCodes(codes: PersistentMap<Code>, clock: Clock): Codes {
  return {
    issue(sub, purpose) {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      codes.set(`${sub} ${purpose}`, { code, expiresAt: clock.now() + lifetimes[purpose] });
      return code;
    },
    assertMatches(sub, purpose, code) {
      const issued = codes.get(`${sub} ${purpose}`);
      if (issued === undefined || clock.now() >= issued.expiresAt) throw codeExpired();
      if (issued.code !== code) throw codeMismatch();
    },
    isOpen(sub, purpose, code) {
      const issued = codes.get(`${sub} ${purpose}`);
      return issued?.code === code && clock.now() < issued.expiresAt;
    },
    discard: (sub, purpose) => codes.delete(`${sub} ${purpose}`),
    discardAll(sub) {
      for (const purpose of purposes) codes.delete(`${sub} ${purpose}`);
    },
  };
}
