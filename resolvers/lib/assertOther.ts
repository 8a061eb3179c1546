import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { assertUserId } from './assertUserId.ts';
import { callerOf } from './callerOf.ts';
import { fail } from './fail.ts';

/** The id of somebody else: well formed and not the caller's own. */
export const assertOther = (ctx: Context, userId: string): void => {
  assertUserId(userId);
  if (userId === callerOf(ctx).userId) fail(ErrorType.BadRequest, 'This is your own id.');
};
