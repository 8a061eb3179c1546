import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import type { GroupMembership, MutationChangeGroupRoleArgs } from '../generated/types.ts';
import { assertOther } from './lib/assertUserId.ts';
import { settledAnswer, type DecisionStash } from './lib/decidedWrite.ts';
import { fail } from './lib/fail.ts';
import { startGroupChange } from './lib/groupState.ts';

export const request = (ctx: Context<MutationChangeGroupRoleArgs>): Record<string, never> => {
  const { groupId, userId, role } = ctx.args.input;
  startGroupChange(ctx, groupId, userId);
  assertOther(ctx, userId);
  if (role === 'OWNER') fail(ErrorType.BadRequest, 'A group gets another owner by `transferGroup` only.');
  return {};
};

export const response = (ctx: Context<unknown, DecisionStash<GroupMembership>>): GroupMembership => settledAnswer(ctx);
