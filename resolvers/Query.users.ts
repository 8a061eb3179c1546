import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import { limits } from '../domain/limits.ts';
import type { QueryUsersArgs, User } from '../generated/types.ts';
import { assertUserId } from './lib/assertUserId.ts';
import { batchGet, foundItems, many } from './lib/batch.ts';
import { fail } from './lib/fail.ts';
import { toUser } from './lib/toUser.ts';

/**
 * BatchGetItem refuses a key that comes twice. AppSync ends code after 1,000 iterations, callbacks of array methods
 * included, so that 100 ids cannot be compared with one another:
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html
 */
const uniqueIds = (ids: readonly string[]): string[] => {
  const seen: Record<string, true> = {};
  for (const id of ids) seen[id] = true;
  return Object.keys(seen);
};

const readsOf = (ids: readonly string[]) => ({
  people: many(
    'USERS_TABLE',
    uniqueIds(ids).map((userId) => ({ userId })),
  ),
});

export const request = (ctx: Context<QueryUsersArgs>): DynamoDBBatchGetItemRequest => {
  const { ids } = ctx.args;
  if (ids.length > limits.pageSize.max) {
    fail(ErrorType.LimitExceeded, `Ask for at most ${limits.pageSize.max} people.`, { limit: limits.pageSize.max });
  }
  for (const id of ids) assertUserId(id);
  if (ids.length === 0) runtime.earlyReturn([]);
  return batchGet(ctx, readsOf(ids));
};

export const response = (ctx: Context<QueryUsersArgs>): (User | null)[] => {
  const { ids } = ctx.args;
  const byId: Record<string, User> = {};
  for (const person of foundItems(ctx, readsOf(ids)).people) {
    if (person) byId[person.userId] = toUser(person);
  }
  return ids.map((id) => byId[id] ?? null);
};
