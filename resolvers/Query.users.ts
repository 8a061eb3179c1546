import { runtime, util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import type { UserItem } from '../domain/items.ts';
import { limits } from '../domain/limits.ts';
import type { QueryUsersArgs, User } from '../generated/types.ts';
import { assertUserId } from './lib/assertUserId.ts';
import { fail } from './lib/fail.ts';
import { failOnSourceError } from './lib/failOnSourceError.ts';
import { toUser } from './lib/toUser.ts';
import { wholeBatch } from './lib/wholeBatch.ts';

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

export const request = (ctx: Context<QueryUsersArgs>): DynamoDBBatchGetItemRequest => {
  const { ids } = ctx.args;
  if (ids.length > limits.pageSize.max) {
    fail(ErrorType.LimitExceeded, `Ask for at most ${limits.pageSize.max} people.`, { limit: limits.pageSize.max });
  }
  for (const id of ids) assertUserId(id);
  if (ids.length === 0) runtime.earlyReturn([]);
  const keys = uniqueIds(ids).map((id) => ({ userId: util.dynamodb.toDynamoDB(id) }));
  return { operation: 'BatchGetItem', tables: { [ctx.env['USERS_TABLE'] as string]: { keys, consistentRead: true } } };
};

export const response = (ctx: Context<QueryUsersArgs>): (User | null)[] => {
  failOnSourceError(ctx);
  const people = wholeBatch<UserItem>(ctx, ctx.env['USERS_TABLE'] as string);
  const byId: Record<string, UserItem> = {};
  for (const person of people) {
    if (person) byId[person.userId] = person;
  }
  return ctx.args.ids.map((id) => {
    const person = byId[id];
    return person ? toUser(person) : null;
  });
};
