import { util, type Context, type DynamoDBQueryRequest } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import { ErrorType } from '../domain/ErrorType.ts';
import type { UserItem } from '../domain/items.ts';
import { patterns } from '../domain/patterns.ts';
import { toUsername } from '../domain/username.ts';
import type { QueryUserByUsernameArgs, User } from '../generated/types.ts';
import { fail, failOnSourceError } from './lib/fail.ts';
import { toUser } from './lib/toUser.ts';

export const request = (ctx: Context<QueryUserByUsernameArgs>): DynamoDBQueryRequest => {
  const { username } = ctx.args;
  if (!util.matches(patterns.username, username)) fail(ErrorType.BadRequest, 'This is not a username.');
  return ddb.query({ index: 'byUsername', query: { username: { eq: toUsername(username) } }, limit: 1 });
};

export const response = (
  ctx: Context<QueryUserByUsernameArgs, Record<string, never>, undefined, undefined, { items: UserItem[] }>,
): User | null => {
  failOnSourceError(ctx);
  const item = ctx.result.items[0];
  return item ? toUser(item) : null;
};
