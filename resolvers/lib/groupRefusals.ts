import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';

/** Unknown, deleted, and foreign groups are one answer. */
export const failNoSuchGroup = (): never => fail(ErrorType.NotFound, 'There is no such group.');

export const failRoleTooLow = (): never => fail(ErrorType.Forbidden, 'Your role in the group does not allow this.');

export const failYouBlocked = (): never =>
  fail(ErrorType.Forbidden, 'You blocked this person.', { reason: 'YOU_BLOCKED' });

/** Unknown, disabled, or a person who blocked the caller: one answer (P5). */
export const failUnavailable = (): never => fail(ErrorType.RecipientUnavailable, 'This person cannot be reached.');
