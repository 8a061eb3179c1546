import type { Context, DynamoDBQueryRequest } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { QueryBlockedUsersArgs } from '../../generated/types.ts';
import { callerOf } from '../lib/callerOf.ts';
import { fail } from '../lib/fail.ts';
import { failOnSourceError } from '../lib/failOnSourceError.ts';
import { pageSize } from '../lib/pageSize.ts';

export const request = (ctx: Context<QueryBlockedUsersArgs>): DynamoDBQueryRequest => {
  if (ctx.args.nextToken === '') fail(ErrorType.BadRequest, 'This is not a token of this list.');
  return ddb.query({
    index: 'byBlocker',
    query: { blockerId: { eq: callerOf(ctx).userId } },
    limit: pageSize(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? null,
  });
};

export const response = (ctx: Context<QueryBlockedUsersArgs>): unknown => {
  failOnSourceError(ctx);
  ctx.stash['nextToken'] = (ctx.result as { nextToken?: string | null }).nextToken ?? null;
  return (ctx.result as { items: unknown[] }).items;
};
