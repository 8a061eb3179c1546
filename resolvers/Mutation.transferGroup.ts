import type { Context } from '@aws-appsync/utils';
import type { GroupRole } from '../domain/groupPolicy.ts';
import type { GroupItem } from '../domain/items.ts';
import type { MutationTransferGroupArgs } from '../generated/types.ts';
import { assertOther } from './lib/assertOther.ts';
import { settledOrFail } from './lib/decidedWrite.ts';
import { startDeed } from './lib/groupState.ts';
import { toGroup, type GroupAnswer } from './lib/toGroup.ts';

export const request = (ctx: Context<MutationTransferGroupArgs>): Record<string, never> => {
  const { groupId, userId } = ctx.args;
  startDeed(ctx, groupId, userId);
  assertOther(ctx, userId);
  return {};
};

export const response = (ctx: Context): GroupAnswer => {
  settledOrFail(ctx);
  return toGroup(ctx.stash['group'] as GroupItem, ctx.stash['myRole'] as GroupRole);
};
