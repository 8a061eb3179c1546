import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { BlockItem } from '../../../domain/items.ts';
import type { BlockPage } from '../../../generated/types.ts';
import { batchGet, foundItems, many } from '../../lib/batch.ts';
import type { ListStash } from '../../lib/listOptions.ts';
import { toUser } from '../../lib/toUser.ts';

type HydrateContext = Context<unknown, ListStash, { result: BlockItem[] }>;

const readsOf = ({ prev }: HydrateContext) => ({
  people: many(
    'USERS_TABLE',
    prev.result.map(({ blockedId }) => ({ userId: blockedId })),
  ),
});

/** Reads the blocked users' profiles in one BatchGetItem, never one per row. They are for display: not consistent. */
export const request = (ctx: HydrateContext): DynamoDBBatchGetItemRequest => {
  const isEmpty = ctx.prev.result.length === 0;
  if (isEmpty) runtime.earlyReturn({ items: [], nextToken: ctx.stash.nextToken ?? null });
  return batchGet(ctx, readsOf(ctx), false);
};

export const response = (ctx: HydrateContext): BlockPage => {
  const { people } = foundItems(ctx, readsOf(ctx));
  const items = ctx.prev.result.map(({ blockedId, createdAt }, index) => {
    const person = people[index];
    return { userId: blockedId, user: person ? toUser(person) : null, createdAt };
  });
  return { items, nextToken: ctx.stash.nextToken ?? null };
};
