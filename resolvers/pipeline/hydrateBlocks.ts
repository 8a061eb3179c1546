import { runtime, util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { BlockPage } from '../../generated/types.ts';
import { fail } from '../lib/fail.ts';
import { failOnSourceError } from '../lib/failOnSourceError.ts';
import { toUser, type UserItem } from '../lib/toUser.ts';

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
  const table = ctx.env['USERS_TABLE'] as string;
  const { data, unprocessedKeys } = ctx.result as {
    data: Record<string, (UserItem | null)[]>;
    unprocessedKeys?: Record<string, unknown[]> | null;
  };
  // An unprocessed key is not an absent person, and AppSync does not ask again.
  if ((unprocessedKeys?.[table] ?? []).length > 0) {
    fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
  }
  const { result } = ctx.prev as { result: BlockItem[] };
  const people = data[table] ?? [];
  const items = result.map((block, index) => {
    const person = people[index];
    return { userId: block.blockedId, user: person ? toUser(person) : null, createdAt: block.createdAt };
  });
  return { items, nextToken: ctx.stash['nextToken'] as string | null };
};
