import type { Context } from '@aws-appsync/utils';
import type { GroupMembership, MutationChangeGroupRoleArgs } from '../generated/types.ts';
import { settledAnswer, type DecisionStash } from './lib/decidedWrite.ts';
import { startGroupChange } from './lib/groupState.ts';
import { assertOther } from './lib/ids.ts';
import { failOwnerRole } from './lib/refusals.ts';

export const request = (ctx: Context<MutationChangeGroupRoleArgs>): Record<string, never> => {
  const { groupId, userId, role } = ctx.args.input;
  startGroupChange(ctx, groupId, userId);
  assertOther(ctx, userId);
  if (role === 'OWNER') failOwnerRole();
  return {};
};

export const response = (ctx: Context<unknown, DecisionStash<GroupMembership>>): GroupMembership => settledAnswer(ctx);
