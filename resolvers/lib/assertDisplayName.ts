import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import { fail } from './fail.ts';

export const assertDisplayName = (displayName: string): void => {
  if (displayName.trim() === '' || displayName.length > limits.displayNameLength) {
    fail(ErrorType.BadRequest, `A display name has 1 to ${limits.displayNameLength} characters.`);
  }
};
