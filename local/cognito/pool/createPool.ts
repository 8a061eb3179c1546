import type { Clock } from '../../base/Clock.ts';
import type { Functions } from '../../lambda/Functions.ts';
import type { OpenPersistentMap } from '../../storage/PersistentMap.ts';
import type { PoolDefinition } from '../template/PoolDefinition.ts';
import { createCodes } from './createCodes.ts';
import { createExpiringStore } from './createExpiringStore.ts';
import { createHourlyLimits } from './createHourlyLimits.ts';
import type { Mailbox } from './createMailbox.ts';
import { createPasswordLockout } from './createPasswordLockout.ts';
import { createSessions } from './createSessions.ts';
import { createSigningKey } from './createSigningKey.ts';
import { createTriggers } from './createTriggers.ts';
import { createUserDirectory } from './createUserDirectory.ts';
import type { Pool } from './Pool.ts';

export interface PoolOptions {
  readonly clock: Clock;
  readonly open: OpenPersistentMap;
  readonly functions: Functions;
  readonly origin: string;
  readonly mailbox: Mailbox;
}

/** What is kept is kept by the pool's logical id, and says nothing of the origin: a later start may have another. */
export function createPool(definition: PoolDefinition, options: PoolOptions): Pool {
  const { clock, open, functions, origin, mailbox } = options;
  const nameOf = (kind: string) => `cognito ${definition.logicalId} ${kind}`;
  return {
    definition,
    name: definition.id.slice(definition.id.indexOf('_') + 1),
    issuer: `${origin}/${definition.id}`,
    clock,
    mailbox,
    users: createUserDirectory(definition, open(nameOf('users')), clock),
    codes: createCodes(open(nameOf('codes')), clock),
    sessions: createSessions(open(nameOf('sessions')), clock),
    lockout: createPasswordLockout(open(nameOf('password failures')), clock),
    limits: createHourlyLimits(open(nameOf('hourly calls')), clock),
    runTrigger: createTriggers(definition, functions),
    signingKey: createSigningKey(open(nameOf('key'))),
    srpChallenges: createExpiringStore(clock),
    newPasswordChallenges: createExpiringStore(clock),
  };
}
