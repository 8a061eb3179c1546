import { util, type Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { patterns } from '../../domain/patterns.ts';
import { callerOf } from './callerOf.ts';
import { fail } from './fail.ts';

export const assertUserId = (userId: string): void => {
  if (!util.matches(patterns.uuid, userId)) fail(ErrorType.BadRequest, 'This is not the id of a person.');
};

/** A well-formed id of another user than the caller. */
export const assertOther = (ctx: Context, userId: string): void => {
  assertUserId(userId);
  if (userId === callerOf(ctx).userId) fail(ErrorType.BadRequest, 'This is your own id.');
};
