import type { Context } from '@aws-appsync/utils';
import type { GroupRole } from '../domain/groupPolicy.ts';
import type { GroupItem } from '../domain/items.ts';
import type { MutationRenameGroupArgs } from '../generated/types.ts';
import { assertGroupName } from './lib/assertPublicName.ts';
import { settledOrFail } from './lib/decidedWrite.ts';
import { startDeed } from './lib/groupState.ts';
import { toGroup, type GroupAnswer } from './lib/toGroup.ts';

export const request = (ctx: Context<MutationRenameGroupArgs>): Record<string, never> => {
  const { groupId, name } = ctx.args.input;
  startDeed(ctx, groupId, null);
  assertGroupName(name);
  return {};
};

export const response = (ctx: Context): GroupAnswer => {
  settledOrFail(ctx);
  return toGroup(ctx.stash['group'] as GroupItem, ctx.stash['myRole'] as GroupRole);
};
