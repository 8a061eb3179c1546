import type { Context } from '@aws-appsync/utils';
import type { GroupMembership, MutationAddUserToGroupArgs } from '../generated/types.ts';
import { settledAnswer } from './lib/decidedWrite.ts';
import { assertOther, groupIdOf } from './lib/ids.ts';
import { failOwnerRole } from './lib/refusals.ts';
import { toMembership } from './lib/toMembership.ts';
import type { AdditionContext, AdditionStash } from './pipeline/groups/readAddition.ts';

export const request = (ctx: Context<MutationAddUserToGroupArgs, Partial<AdditionStash>>): Record<string, never> => {
  const { groupId, userId, role } = ctx.args.input;
  ctx.stash.groupId = groupIdOf(groupId);
  assertOther(ctx, userId);
  if (role === 'OWNER') failOwnerRole();
  ctx.stash.role = role ?? 'MEMBER';
  return {};
};

export const response = (ctx: AdditionContext): GroupMembership =>
  toMembership(settledAnswer(ctx), ctx.stash.target ?? null);
