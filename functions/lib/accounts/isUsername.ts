import { deletedUsernamePrefix } from '../../../domain/deletedAccount.ts';
import { patterns } from '../../../domain/patterns.ts';
import { toUsername } from '../../../domain/username.ts';

const pattern = new RegExp(patterns.username);

/** Whether somebody may be called so. What deleted accounts are called is theirs alone. */
export const isUsername = (typed: string): boolean =>
  pattern.test(typed) && !toUsername(typed).startsWith(deletedUsernamePrefix);
