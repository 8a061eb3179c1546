import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import type { MembershipItem, UserItem } from '../domain/items.ts';
import type { GroupMembership, MutationAddUserToGroupArgs } from '../generated/types.ts';
import { assertOther } from './lib/assertOther.ts';
import { settledOrFail } from './lib/decidedWrite.ts';
import { fail } from './lib/fail.ts';
import { groupIdOf } from './lib/groupIdOf.ts';
import { toMembership } from './lib/toMembership.ts';

export const request = (ctx: Context<MutationAddUserToGroupArgs>): Record<string, never> => {
  const { groupId, userId, role } = ctx.args.input;
  ctx.stash['groupId'] = groupIdOf(groupId);
  assertOther(ctx, userId);
  if (role === 'OWNER') fail(ErrorType.BadRequest, 'A group gets another owner by `transferGroup` only.');
  ctx.stash['role'] = role ?? 'MEMBER';
  return {};
};

export const response = (ctx: Context): GroupMembership => {
  settledOrFail(ctx);
  return toMembership(ctx.stash['membership'] as MembershipItem, ctx.stash['target'] as UserItem | null);
};
