import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import { limits } from '../domain/limits.ts';
import type { QueryUsersArgs, User } from '../generated/types.ts';
import { batchGet, foundItems, many } from './lib/batch.ts';
import { fail } from './lib/fail.ts';
import { assertUserId } from './lib/ids.ts';
import { toUser } from './lib/toUser.ts';

/**
 * BatchGetItem refuses duplicate keys. AppSync stops code after 1,000 iterations, including callbacks of array methods,
 * so 100 ids cannot be compared pairwise:
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html
 */
const uniqueIds = (ids: readonly string[]): string[] => {
  const seen: Record<string, true> = {};
  for (const id of ids) seen[id] = true;
  return Object.keys(seen);
};

const readsOf = (ids: readonly string[]) => ({
  users: many(
    'USERS_TABLE',
    uniqueIds(ids).map((userId) => ({ userId })),
  ),
});

export const request = (ctx: Context<QueryUsersArgs>): DynamoDBBatchGetItemRequest => {
  const { ids } = ctx.args;
  if (ids.length > limits.pageSize.max) {
    fail(ErrorType.LimitExceeded, `At most ${limits.pageSize.max} users per request.`, { limit: limits.pageSize.max });
  }
  for (const id of ids) assertUserId(id);
  if (ids.length === 0) runtime.earlyReturn([]);
  return batchGet(ctx, readsOf(ids));
};

export const response = (ctx: Context<QueryUsersArgs>): (User | null)[] => {
  const { ids } = ctx.args;
  const byId: Record<string, User> = {};
  for (const user of foundItems(ctx, readsOf(ids)).users) {
    if (user) byId[user.userId] = toUser(user);
  }
  return ids.map((id) => byId[id] ?? null);
};
