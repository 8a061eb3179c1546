import type { Context } from '@aws-appsync/utils';
import type { MutationCreateGroupArgs } from '../generated/types.ts';
import { settledAnswer } from './lib/decidedWrite.ts';
import { toGroupCreation } from './lib/groupCreation.ts';
import { toGroup, type GroupAnswer } from './lib/toGroup.ts';
import type { CreationContext, CreationStash } from './pipeline/groups/readCreation.ts';

export const request = (ctx: Context<MutationCreateGroupArgs, Partial<CreationStash>>): Record<string, never> => {
  ctx.stash.creation = toGroupCreation(ctx, ctx.args.input);
  return {};
};

/** The group as created, without later changes: a repeat returns the first answer. */
export const response = (ctx: CreationContext): GroupAnswer => {
  const { group, hasLeft } = settledAnswer(ctx);
  const { name, memberIds } = ctx.stash.creation;
  const answer = toGroup({ ...group, name, memberCount: memberIds.length + 1 }, 'OWNER');
  if (hasLeft) answer.members = { items: [], nextToken: null };
  return answer;
};
