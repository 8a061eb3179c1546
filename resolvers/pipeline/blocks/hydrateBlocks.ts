import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { BlockItem } from '../../../domain/items.ts';
import type { BlockPage } from '../../../generated/types.ts';
import { batchGet, foundItems, many } from '../../lib/batch.ts';
import type { ListStash } from '../../lib/listOptions.ts';
import { toUser } from '../../lib/toUser.ts';

type HydrateContext = Context<unknown, ListStash, { result: BlockItem[] }>;

const readsOf = ({ prev }: HydrateContext) => ({
  users: many(
    'USERS_TABLE',
    prev.result.map(({ blockedId }) => ({ userId: blockedId })),
  ),
});

/** Reads the blocked users' profiles in one BatchGetItem. Eventually consistent: the profiles are for display only. */
export const request = (ctx: HydrateContext): DynamoDBBatchGetItemRequest => {
  const isEmpty = ctx.prev.result.length === 0;
  if (isEmpty) runtime.earlyReturn({ items: [], nextToken: ctx.stash.nextToken ?? null });
  return batchGet(ctx, readsOf(ctx), false);
};

export const response = (ctx: HydrateContext): BlockPage => {
  const { users } = foundItems(ctx, readsOf(ctx));
  const items = ctx.prev.result.map(({ blockedId, createdAt }, index) => {
    const user = users[index];
    return { userId: blockedId, user: user ? toUser(user) : null, createdAt };
  });
  return { items, nextToken: ctx.stash.nextToken ?? null };
};
