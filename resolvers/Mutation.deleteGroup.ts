import type { Context } from '@aws-appsync/utils';
import type { GroupItem } from '../domain/items.ts';
import type { MutationDeleteGroupArgs } from '../generated/types.ts';
import { settledOrFail } from './lib/decidedWrite.ts';
import { startDeed } from './lib/groupState.ts';
import { toGroup, type GroupAnswer } from './lib/toGroup.ts';

export const request = (ctx: Context<MutationDeleteGroupArgs>): Record<string, never> => {
  startDeed(ctx, ctx.args.groupId, null);
  return {};
};

/** The group as it is now: with nobody in it. */
export const response = (ctx: Context): GroupAnswer => {
  settledOrFail(ctx);
  const group = toGroup({ ...(ctx.stash['group'] as GroupItem), memberCount: 0 }, null);
  group.members = { items: [], nextToken: null };
  return group;
};
