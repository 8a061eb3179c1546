import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { GroupItem, MembershipItem } from '../../../domain/items.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { tableItems, tableReads } from '../../lib/tableReads.ts';
import { toGroup, type GroupAnswer } from '../../lib/toGroup.ts';

export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  const { result } = ctx.prev as { result: GroupItem[] };
  if (result.length === 0) runtime.earlyReturn([]);
  const userId = callerOf(ctx).userId;
  ctx.stash['groups'] = result;
  return tableReads(ctx, { GROUP_MEMBERSHIPS_TABLE: result.map(({ groupId }) => ({ groupId, userId })) });
};

/** A group that the person left since the page was listed is not on it. */
export const response = (ctx: Context): GroupAnswer[] => {
  const groups = ctx.stash['groups'] as GroupItem[];
  const memberships = tableItems(ctx, ['GROUP_MEMBERSHIPS_TABLE'])[
    'GROUP_MEMBERSHIPS_TABLE'
  ] as (MembershipItem | null)[];
  return groups.flatMap((group, index) => {
    const mine = memberships[index];
    return mine ? [toGroup(group, mine.role)] : [];
  });
};
