import { randomInt } from 'node:crypto';
import type { PasswordPolicy } from '../template/PoolDefinition.ts';
import { CognitoError, invalidParameter } from './CognitoError.ts';

/** https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html: a space inside counts too. */
const symbol = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+=]|(?<=.) (?=.)/;

/**
 * What the service says to a lone surrogate is unconfirmed.
 * @throws CognitoError InvalidPasswordException with the service's text for the first rule that is broken
 */
export function assertPasswordConforms(password: string, policy: PasswordPolicy): void {
  if (!password.isWellFormed()) throw invalidParameter('The password is not well-formed.');
  if (password.length < policy.minimumLength) throw nonconforming('Password not long enough');
  if (password.length > 256) throw nonconforming('Password too long');
  if (policy.requireUppercase && !/[A-Z]/.test(password))
    throw nonconforming('Password must have uppercase characters');
  if (policy.requireLowercase && !/[a-z]/.test(password))
    throw nonconforming('Password must have lowercase characters');
  if (policy.requireNumbers && !/\d/.test(password)) throw nonconforming('Password must have numeric characters');
  if (policy.requireSymbols && !symbol.test(password)) throw nonconforming('Password must have symbol characters');
}

/** A temporary password that conforms to any policy of that length. */
export function createPassword(policy: PasswordPolicy): string {
  const sets = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!#%&*+-=?@'];
  const length = Math.max(policy.minimumLength, 12);
  return Array.from({ length }, (_, index) => oneOf(sets[index % sets.length] ?? '')).join('');
}

function oneOf(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

function nonconforming(reason: string): CognitoError {
  return new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${reason}`);
}
