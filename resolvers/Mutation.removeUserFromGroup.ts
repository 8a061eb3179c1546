import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import type { GroupMembership, MutationRemoveUserFromGroupArgs } from '../generated/types.ts';
import { callerOf } from './lib/callerOf.ts';
import { departureAnswer, startDeparture, type DepartureStash } from './lib/departure.ts';
import { fail } from './lib/fail.ts';
import { assertUserId } from './lib/ids.ts';

export const request = (ctx: Context<MutationRemoveUserFromGroupArgs>): Record<string, never> => {
  const { groupId, userId } = ctx.args;
  assertUserId(userId);
  if (userId === callerOf(ctx).userId) {
    fail(ErrorType.BadRequest, 'This is your own ID. Use `leaveGroup` to leave the group.');
  }
  return startDeparture(ctx, groupId, userId);
};

export const response = (ctx: Context<unknown, DepartureStash>): GroupMembership => departureAnswer(ctx);
