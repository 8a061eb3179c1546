import type { Context } from '@aws-appsync/utils';
import type { MutationRenameGroupArgs } from '../generated/types.ts';
import { assertGroupName } from './lib/assertPublicName.ts';
import { settledAnswer, type DecisionStash } from './lib/decidedWrite.ts';
import { startGroupChange } from './lib/groupState.ts';
import type { GroupAnswer } from './lib/toGroup.ts';

export const request = (ctx: Context<MutationRenameGroupArgs>): Record<string, never> => {
  const { groupId, name } = ctx.args.input;
  startGroupChange(ctx, groupId, null);
  assertGroupName(name);
  return {};
};

export const response = (ctx: Context<unknown, DecisionStash<GroupAnswer>>): GroupAnswer => settledAnswer(ctx);
