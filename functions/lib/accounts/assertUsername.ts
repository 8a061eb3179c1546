import { ErrorType } from '../../../domain/ErrorType.ts';
import { patterns } from '../../../domain/patterns.ts';
import { DomainError } from '../DomainError.ts';

const pattern = new RegExp(`^(?:${patterns.username})$`);

export const assertUsername = (username: string): void => {
  if (pattern.test(username)) return;
  throw new DomainError(ErrorType.BadRequest, 'A username has 3 to 64 characters of A-Z, a-z, 0-9, _, . and -.');
};
