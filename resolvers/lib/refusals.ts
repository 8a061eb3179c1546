import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';

/** One answer for an unknown group, a deleted group, and a group that the caller is not in. */
export const failNoSuchGroup = (): never => fail(ErrorType.NotFound, 'There is no such group.');

export const failNoSuchUser = (): never => fail(ErrorType.NotFound, 'There is no such user.');

export const failNotInGroup = (): never => fail(ErrorType.NotFound, 'This user is not in the group.');

export const failOwnerRole = (): never =>
  fail(ErrorType.BadRequest, 'Use `transferGroup` to change the owner of a group.');

export const failRoleTooLow = (): never => fail(ErrorType.Forbidden, 'Your role in the group does not allow this.');

export const failYouBlocked = (): never =>
  fail(ErrorType.Forbidden, 'You blocked this user.', { reason: 'YOU_BLOCKED' });

/** One answer for an unknown user, a disabled user, and a user who blocked the caller (P5). */
export const failUnreachable = (): never => fail(ErrorType.RecipientUnavailable, 'This user cannot be reached.');
