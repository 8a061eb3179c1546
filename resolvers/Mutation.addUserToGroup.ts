import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import type { GroupMembership, MutationAddUserToGroupArgs } from '../generated/types.ts';
import { assertOther } from './lib/assertUserId.ts';
import { settledAnswer } from './lib/decidedWrite.ts';
import { fail } from './lib/fail.ts';
import { groupIdOf } from './lib/groupIdOf.ts';
import { toMembership } from './lib/toMembership.ts';
import type { AdditionContext, AdditionStash } from './pipeline/groups/readAddition.ts';

export const request = (ctx: Context<MutationAddUserToGroupArgs, Partial<AdditionStash>>): Record<string, never> => {
  const { groupId, userId, role } = ctx.args.input;
  ctx.stash.groupId = groupIdOf(groupId);
  assertOther(ctx, userId);
  if (role === 'OWNER') fail(ErrorType.BadRequest, 'A group gets another owner by `transferGroup` only.');
  ctx.stash.role = role ?? 'MEMBER';
  return {};
};

export const response = (ctx: AdditionContext): GroupMembership =>
  toMembership(settledAnswer(ctx), ctx.stash.target ?? null);
