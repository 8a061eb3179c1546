import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { GroupItem, GroupParticipantItem } from '../../../domain/items.ts';
import { tableItems, tableReads } from '../../lib/tableReads.ts';

/** A call of its own, because a page of 100 fills a batch. Keeps those that live. */
export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  const { result } = ctx.prev as { result: GroupParticipantItem[] };
  if (result.length === 0) runtime.earlyReturn([]);
  return tableReads(ctx, { GROUPS_TABLE: result.map(({ groupId }) => ({ groupId })) });
};

export const response = (ctx: Context): GroupItem[] => {
  const groups = tableItems(ctx, ['GROUPS_TABLE'])['GROUPS_TABLE'] as (GroupItem | null)[];
  return groups.flatMap((group) => (group && group.deletedAt === undefined ? [group] : []));
};
