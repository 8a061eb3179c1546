import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { QueryGroupArgs } from '../generated/types.ts';
import { batchGet, foundItems, one } from './lib/batch.ts';
import { callerOf } from './lib/callerOf.ts';
import { groupIdOf } from './lib/ids.ts';
import { failNoSuchGroup } from './lib/refusals.ts';
import { toGroup, type GroupAnswer } from './lib/toGroup.ts';

const readsOf = (ctx: Context<QueryGroupArgs>) => {
  const groupId = groupIdOf(ctx.args.id);
  return {
    group: one('GROUPS_TABLE', { groupId }),
    mine: one('GROUP_MEMBERSHIPS_TABLE', { groupId, userId: callerOf(ctx).userId }),
  };
};

export const request = (ctx: Context<QueryGroupArgs>): DynamoDBBatchGetItemRequest => batchGet(ctx, readsOf(ctx));

export const response = (ctx: Context<QueryGroupArgs>): GroupAnswer => {
  const { group, mine } = foundItems(ctx, readsOf(ctx));
  if (!group || group.deletedAt !== undefined || !mine) return failNoSuchGroup();
  return toGroup(group, mine.role);
};
