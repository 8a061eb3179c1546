import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { MembershipItem } from '../../../domain/items.ts';
import type { GroupMembership } from '../../../generated/types.ts';
import { batchGet, foundItems, many } from '../../lib/batch.ts';
import { toMembership } from '../../lib/toMembership.ts';

interface HydrateStash {
  memberships?: MembershipItem[];
}

const readsOf = (memberships: MembershipItem[]) => ({
  users: many(
    'USERS_TABLE',
    memberships.map(({ userId }) => ({ userId })),
  ),
});

/** Reads the members' profiles in one BatchGetItem. */
export const request = (
  ctx: Context<unknown, HydrateStash, { result: MembershipItem[] }>,
): DynamoDBBatchGetItemRequest => {
  const memberships = ctx.prev.result;
  if (memberships.length === 0) runtime.earlyReturn([]);
  ctx.stash.memberships = memberships;
  return batchGet(ctx, readsOf(memberships));
};

export const response = (ctx: Context<unknown, HydrateStash>): GroupMembership[] => {
  const memberships = ctx.stash.memberships ?? [];
  const { users } = foundItems(ctx, readsOf(memberships));
  return memberships.map((membership, index) => toMembership(membership, users[index] ?? null));
};
