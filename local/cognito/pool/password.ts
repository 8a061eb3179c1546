import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { CognitoError, incorrectCredentials, notAuthorized } from './CognitoError.ts';
import { assertPasswordConforms } from './passwordPolicy.ts';
import type { Pool } from './Pool.ts';
import { prime, toBigInt, toVerifier } from './srp.ts';
import type { StoredPassword, User } from './User.ts';

/** @throws CognitoError InvalidPasswordException */
export function toStoredPassword(pool: Pool, username: string, password: string): StoredPassword {
  assertPasswordConforms(password, pool.definition.passwordPolicy);
  const salt = toBigInt(randomBytes(16));
  const verifier = toVerifier({ poolName: pool.name, username }, password, salt);
  return { salt: salt.toString(16), verifier: verifier.toString(16) };
}

export function toTemporaryPassword(pool: Pool, username: string, password: string): StoredPassword {
  const days = pool.definition.passwordPolicy.temporaryPasswordDays;
  return { ...toStoredPassword(pool, username, password), expiresAt: pool.clock.now() + days * 86_400_000 };
}

/**
 * Checks a password under the lockout. For a name that nobody has it does the same work and comes to the same
 * refusal.
 * @throws CognitoError "Incorrect username or password." or "Password attempts exceeded"
 */
export function assertPassword(pool: Pool, login: { name: string; user: User | undefined }, password: string): void {
  const { user } = login;
  const name = toLockoutName(pool, login.name, user);
  pool.lockout.assertOpen(name);
  const username = user?.username ?? pool.users.normalize(login.name);
  const stored = user?.password ?? simulatedPassword(pool, username);
  const verifier = toVerifier({ poolName: pool.name, username }, password, BigInt(`0x${stored.salt}`));
  if (isEqual(verifier, BigInt(`0x${stored.verifier}`)) && user !== undefined) {
    pool.lockout.clear(name);
    return;
  }
  pool.lockout.countFailure(name);
  throw incorrectCredentials();
}

export function toLockoutName(pool: Pool, name: string, user: User | undefined): string {
  return user?.username ?? pool.users.normalize(name);
}

/** Salt and verifier for a name that nobody has, the same each time: RFC 5054, 2.5.1.3. */
export function simulatedPassword(pool: Pool, username: string): StoredPassword {
  const verifier = Array.from({ length: 12 }, (_, part) => secretOf(pool, `verifier ${part} ${username}`)).join('');
  return {
    salt: BigInt(`0x${secretOf(pool, `salt ${username}`).slice(0, 32)}`).toString(16),
    verifier: (BigInt(`0x${verifier}`) % prime).toString(16),
  };
}

/** Hexadecimal digits that only this pool can come to. */
export function secretOf(pool: Pool, purpose: string): string {
  return createHmac('sha256', pool.signingKey.secret).update(purpose).digest('hex');
}

/** @throws CognitoError for somebody who knows the password and still may not sign in */
export function assertMaySignIn(pool: Pool, user: User): void {
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED') throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.');
  if (user.status === 'RESET_REQUIRED') {
    throw new CognitoError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  if (user.password.expiresAt !== undefined && pool.clock.now() >= user.password.expiresAt) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
}

function isEqual(left: bigint, right: bigint): boolean {
  return timingSafeEqual(toFixedLength(left), toFixedLength(right));
}

function toFixedLength(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(768, '0'), 'hex');
}
