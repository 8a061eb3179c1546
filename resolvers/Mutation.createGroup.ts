import type { Context } from '@aws-appsync/utils';
import type { GroupItem } from '../domain/items.ts';
import type { MutationCreateGroupArgs } from '../generated/types.ts';
import { settledOrFail } from './lib/decidedWrite.ts';
import { toGroupCreation, type GroupCreation } from './lib/groupCreation.ts';
import { toGroup, type GroupAnswer } from './lib/toGroup.ts';

export const request = (ctx: Context<MutationCreateGroupArgs>): Record<string, never> => {
  ctx.stash['creation'] = toGroupCreation(ctx, ctx.args.input);
  return {};
};

/** As it was created, whatever happened since: a repeat answers like the first call. */
export const response = (ctx: Context): GroupAnswer => {
  settledOrFail(ctx);
  const { name, memberIds } = ctx.stash['creation'] as GroupCreation;
  const item = ctx.stash['group'] as GroupItem;
  const group = toGroup({ ...item, name, memberCount: memberIds.length + 1 }, 'OWNER');
  if (ctx.stash['hasLeft'] === true) group.members = { items: [], nextToken: null };
  return group;
};
