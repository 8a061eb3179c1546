import { util, type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import type { UserItem } from '../domain/items.ts';
import type { QueryUserArgs, User } from '../generated/types.ts';
import { failOnSourceError } from './lib/fail.ts';
import { assertUserId } from './lib/ids.ts';
import { toUser } from './lib/toUser.ts';

export const request = (ctx: Context<QueryUserArgs>): DynamoDBGetItemRequest => {
  assertUserId(ctx.args.id);
  return { operation: 'GetItem', key: { userId: util.dynamodb.toDynamoDB(ctx.args.id) }, consistentRead: true };
};

export const response = (
  ctx: Context<QueryUserArgs, Record<string, never>, undefined, undefined, UserItem | null>,
): User | null => {
  failOnSourceError(ctx);
  return ctx.result ? toUser(ctx.result) : null;
};
