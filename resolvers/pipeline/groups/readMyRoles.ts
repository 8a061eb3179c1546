import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { GroupItem } from '../../../domain/items.ts';
import { batchGet, foundItems, many } from '../../lib/batch.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { toGroup, type GroupAnswer } from '../../lib/toGroup.ts';

interface RolesStash {
  groups?: GroupItem[];
}

const readsOf = (groups: GroupItem[], userId: string) => ({
  memberships: many(
    'GROUP_MEMBERSHIPS_TABLE',
    groups.map(({ groupId }) => ({ groupId, userId })),
  ),
});

export const request = (ctx: Context<unknown, RolesStash, { result: GroupItem[] }>): DynamoDBBatchGetItemRequest => {
  const groups = ctx.prev.result;
  if (groups.length === 0) runtime.earlyReturn([]);
  ctx.stash.groups = groups;
  return batchGet(ctx, readsOf(groups, callerOf(ctx).userId));
};

/** Leaves out a group that the caller left after the page was listed. */
export const response = (ctx: Context<unknown, RolesStash>): GroupAnswer[] => {
  const groups = ctx.stash.groups ?? [];
  const { memberships } = foundItems(ctx, readsOf(groups, callerOf(ctx).userId));
  return groups.flatMap((group, index) => {
    const mine = memberships[index];
    return mine ? [toGroup(group, mine.role)] : [];
  });
};
