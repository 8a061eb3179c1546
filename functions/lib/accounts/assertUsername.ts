import { ErrorType } from '../../../domain/ErrorType.ts';
import { usernameRule } from '../../../domain/username.ts';
import { DomainError } from '../lambda/DomainError.ts';
import { isUsername } from './isUsername.ts';

export const assertUsername = (username: string): void => {
  if (!isUsername(username)) throw new DomainError(ErrorType.BadRequest, usernameRule);
};
