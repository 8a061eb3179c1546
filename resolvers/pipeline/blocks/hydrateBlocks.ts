import { runtime, util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { UserItem } from '../../../domain/items.ts';
import type { BlockPage } from '../../../generated/types.ts';
import { failOnSourceError } from '../../lib/failOnSourceError.ts';
import { toUser } from '../../lib/toUser.ts';
import { wholeBatch } from '../../lib/wholeBatch.ts';

interface BlockItem {
  blockedId: string;
  createdAt: string;
}

/** The blocked people's profiles in one BatchGetItem, never one read per row. */
export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  const { result } = ctx.prev as { result: BlockItem[] };
  if (result.length === 0) runtime.earlyReturn({ items: [], nextToken: ctx.stash['nextToken'] as unknown });
  const keys = result.map((block) => ({ userId: util.dynamodb.toDynamoDB(block.blockedId) }));
  return { operation: 'BatchGetItem', tables: { [ctx.env['USERS_TABLE'] as string]: { keys } } };
};

export const response = (ctx: Context): BlockPage => {
  failOnSourceError(ctx);
  const { result } = ctx.prev as { result: BlockItem[] };
  const people = wholeBatch<UserItem>(ctx, ctx.env['USERS_TABLE'] as string);
  const items = result.map((block, index) => {
    const person = people[index];
    return { userId: block.blockedId, user: person ? toUser(person) : null, createdAt: block.createdAt };
  });
  return { items, nextToken: ctx.stash['nextToken'] as string | null };
};
