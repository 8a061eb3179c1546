import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { MembershipItem, UserItem } from '../../../domain/items.ts';
import type { GroupMembership } from '../../../generated/types.ts';
import { tableItems, tableReads } from '../../lib/tableReads.ts';
import { toMembership } from '../../lib/toMembership.ts';

/** The members' profiles in one BatchGetItem, never one read per row. */
export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  const { result } = ctx.prev as { result: MembershipItem[] };
  if (result.length === 0) runtime.earlyReturn([]);
  ctx.stash['memberships'] = result;
  return tableReads(ctx, { USERS_TABLE: result.map(({ userId }) => ({ userId })) });
};

export const response = (ctx: Context): GroupMembership[] => {
  const memberships = ctx.stash['memberships'] as MembershipItem[];
  const people = tableItems(ctx, ['USERS_TABLE'])['USERS_TABLE'] as (UserItem | null)[];
  return memberships.map((membership, index) => toMembership(membership, people[index] ?? null));
};
