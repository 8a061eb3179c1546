import { ErrorType } from '../../../domain/ErrorType.ts';
import { toUsername, usernameRule } from '../../../domain/username.ts';
import { DomainError } from '../lambda/DomainError.ts';
import { isUsername } from './isUsername.ts';

/**
 * The username as Cognito, its secret hash and the tables take it: in lower case. Whether the hash of another case is
 * accepted is not documented.
 *
 * @throws DomainError `BadRequest` for a text that is no username
 */
export const assertUsername = (typed: string): string => {
  if (!isUsername(typed)) throw new DomainError(ErrorType.BadRequest, usernameRule);
  return toUsername(typed);
};
