import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import type { MembershipItem, UserItem } from '../domain/items.ts';
import type { GroupMembership, MutationChangeGroupRoleArgs } from '../generated/types.ts';
import { assertOther } from './lib/assertOther.ts';
import { settledOrFail } from './lib/decidedWrite.ts';
import { fail } from './lib/fail.ts';
import { startDeed } from './lib/groupState.ts';
import { toMembership } from './lib/toMembership.ts';

export const request = (ctx: Context<MutationChangeGroupRoleArgs>): Record<string, never> => {
  const { groupId, userId, role } = ctx.args.input;
  startDeed(ctx, groupId, userId);
  assertOther(ctx, userId);
  if (role === 'OWNER') fail(ErrorType.BadRequest, 'A group gets another owner by `transferGroup` only.');
  return {};
};

export const response = (ctx: Context): GroupMembership => {
  settledOrFail(ctx);
  return toMembership(ctx.stash['membership'] as MembershipItem, ctx.stash['person'] as UserItem | null);
};
