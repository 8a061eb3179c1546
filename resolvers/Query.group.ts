import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { GroupItem, MembershipItem } from '../domain/items.ts';
import type { QueryGroupArgs } from '../generated/types.ts';
import { callerOf } from './lib/callerOf.ts';
import { groupIdOf } from './lib/groupIdOf.ts';
import { failNoSuchGroup } from './lib/groupRefusals.ts';
import { tableItems, tableReads } from './lib/tableReads.ts';
import { toGroup, type GroupAnswer } from './lib/toGroup.ts';

export const request = (ctx: Context<QueryGroupArgs>): DynamoDBBatchGetItemRequest => {
  const groupId = groupIdOf(ctx.args.id);
  return tableReads(ctx, {
    GROUPS_TABLE: [{ groupId }],
    GROUP_MEMBERSHIPS_TABLE: [{ groupId, userId: callerOf(ctx).userId }],
  });
};

export const response = (ctx: Context): GroupAnswer => {
  const items = tableItems(ctx, ['GROUPS_TABLE', 'GROUP_MEMBERSHIPS_TABLE']);
  const group = items['GROUPS_TABLE']?.[0] as GroupItem | null;
  const mine = items['GROUP_MEMBERSHIPS_TABLE']?.[0] as MembershipItem | null;
  if (!group || group.deletedAt !== undefined || !mine) return failNoSuchGroup();
  return toGroup(group, mine.role);
};
