import type { Clock } from '../../base/Clock.ts';
import type { PoolDefinition } from '../template/PoolDefinition.ts';
import type { Codes } from './createCodes.ts';
import type { ExpiringStore } from './createExpiringStore.ts';
import type { HourlyLimits } from './createHourlyLimits.ts';
import type { Mailbox } from './createMailbox.ts';
import type { PasswordLockout } from './createPasswordLockout.ts';
import type { Sessions } from './createSessions.ts';
import type { SigningKey } from './createSigningKey.ts';
import type { RunTrigger } from './createTriggers.ts';
import type { UserDirectory } from './createUserDirectory.ts';
import type { SrpExchange } from './srp.ts';

/** A user pool at work: what the actions act on. */
export interface Pool {
  readonly definition: PoolDefinition;
  /** What follows `_` in the pool's id. */
  readonly name: string;
  readonly issuer: string;
  readonly clock: Clock;
  readonly users: UserDirectory;
  readonly codes: Codes;
  readonly sessions: Sessions;
  readonly lockout: PasswordLockout;
  readonly limits: HourlyLimits;
  readonly mailbox: Mailbox;
  readonly runTrigger: RunTrigger;
  readonly signingKey: SigningKey;
  readonly srpChallenges: ExpiringStore<SrpChallenge>;
  readonly newPasswordChallenges: ExpiringStore<NewPasswordChallenge>;
}

export interface SrpChallenge {
  readonly clientId: string;
  /** What the lockout counts under. */
  readonly lockoutName: string;
  /** `USER_ID_FOR_SRP` */
  readonly userId: string;
  /** Absent when there is no such user, and the challenge is one for show. */
  readonly sub: string | undefined;
  readonly verifier: bigint;
  readonly exchange: SrpExchange;
}

export interface NewPasswordChallenge {
  readonly clientId: string;
  readonly sub: string;
}
