import { util } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import { fail } from './fail.ts';

/** Counted as characters, which `length` does not. NUL, the only one that is none, cannot be shown. */
export const assertGroupName = (name: string): void => {
  if (name.trim() === '' || !util.matches(`[^\\x00]{1,${limits.groupNameLength}}`, name)) {
    fail(ErrorType.BadRequest, `The name of a group has 1 to ${limits.groupNameLength} characters.`);
  }
};
