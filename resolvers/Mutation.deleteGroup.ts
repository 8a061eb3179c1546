import type { Context } from '@aws-appsync/utils';
import type { MutationDeleteGroupArgs } from '../generated/types.ts';
import { settledAnswer } from './lib/decidedWrite.ts';
import { startGroupChange } from './lib/groupState.ts';
import { toGroup, type GroupAnswer } from './lib/toGroup.ts';
import type { DeleteGroupContext } from './pipeline/groups/readDeletion.ts';

export const request = (ctx: Context<MutationDeleteGroupArgs>): Record<string, never> =>
  startGroupChange(ctx, ctx.args.groupId, null);

/** The deleted group, without members. */
export const response = (ctx: DeleteGroupContext): GroupAnswer => {
  const group = toGroup({ ...settledAnswer(ctx), memberCount: 0 }, null);
  group.members = { items: [], nextToken: null };
  return group;
};
