import { ErrorType } from '../../../domain/ErrorType.ts';
import { DomainError } from '../lambda/DomainError.ts';

/**
 * A lone surrogate has no UTF-8, so clients would disagree about the password that it is part of. The pool decides the
 * rest.
 */
export const assertPassword = (password: string): void => {
  if (password.isWellFormed()) return;
  throw new DomainError(ErrorType.BadRequest, 'The password is not well-formed Unicode.', {
    reason: 'INVALID_PASSWORD',
  });
};
