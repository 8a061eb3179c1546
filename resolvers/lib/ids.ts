import { util, type Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { patterns } from '../../domain/patterns.ts';
import { callerOf } from './callerOf.ts';
import { fail } from './fail.ts';

export const assertUserId = (userId: string): void => {
  if (!util.matches(patterns.uuid, userId)) fail(ErrorType.BadRequest, 'This is not a user ID.');
};

/** Requires a well-formed id of a user other than the caller. */
export const assertOther = (ctx: Context, userId: string): void => {
  assertUserId(userId);
  if (userId === callerOf(ctx).userId) fail(ErrorType.BadRequest, 'This is your own ID.');
};

/** Returns the id of a group as stored. Clients may generate ids, and some do so in upper case. */
export const groupIdOf = (value: string): string => {
  if (!util.matches(patterns.anyCaseUuid, value)) fail(ErrorType.BadRequest, 'This is not a group ID.');
  return value.toLowerCase();
};
