import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { GroupItem, GroupParticipantItem } from '../../../domain/items.ts';
import { batchGet, foundItems, many } from '../../lib/batch.ts';

interface ListedStash {
  stays?: GroupParticipantItem[];
}

const readsOf = (stays: GroupParticipantItem[]) => ({
  groups: many(
    'GROUPS_TABLE',
    stays.map(({ groupId }) => ({ groupId })),
  ),
});

/** Reads the groups of the page and drops deleted ones. A separate step, because a page of 100 groups fills a batch. */
export const request = (
  ctx: Context<unknown, ListedStash, { result: GroupParticipantItem[] }>,
): DynamoDBBatchGetItemRequest => {
  const stays = ctx.prev.result;
  if (stays.length === 0) runtime.earlyReturn([]);
  ctx.stash.stays = stays;
  return batchGet(ctx, readsOf(stays));
};

export const response = (ctx: Context<unknown, ListedStash>): GroupItem[] => {
  const { groups } = foundItems(ctx, readsOf(ctx.stash.stays ?? []));
  return groups.flatMap((group) => (group && group.deletedAt === undefined ? [group] : []));
};
