import { ErrorType } from '../../domain/ErrorType.ts';
import { isDisplayName } from '../../domain/isDisplayName.ts';
import { limits } from '../../domain/limits.ts';
import { fail } from './fail.ts';

export const assertDisplayName = (displayName: string): void => {
  if (!isDisplayName(displayName)) {
    fail(ErrorType.BadRequest, `A display name has 1 to ${limits.displayNameLength} characters.`);
  }
};
