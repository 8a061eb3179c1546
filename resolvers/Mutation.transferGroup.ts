import type { Context } from '@aws-appsync/utils';
import type { MutationTransferGroupArgs } from '../generated/types.ts';
import { settledAnswer, type DecisionStash } from './lib/decidedWrite.ts';
import { startGroupChange } from './lib/groupState.ts';
import { assertOther } from './lib/ids.ts';
import type { GroupAnswer } from './lib/toGroup.ts';

export const request = (ctx: Context<MutationTransferGroupArgs>): Record<string, never> => {
  const { groupId, userId } = ctx.args;
  startGroupChange(ctx, groupId, userId);
  assertOther(ctx, userId);
  return {};
};

export const response = (ctx: Context<unknown, DecisionStash<GroupAnswer>>): GroupAnswer => settledAnswer(ctx);
