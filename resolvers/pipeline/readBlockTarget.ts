import { util, type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { failOnSourceError } from '../lib/failOnSourceError.ts';
import type { MutationBlockUserArgs } from '../../generated/types.ts';

/** The person who is blocked or unblocked, kept in the stash for the answer. */
export const request = (ctx: Context<MutationBlockUserArgs>): DynamoDBGetItemRequest => ({
  operation: 'GetItem',
  key: { userId: util.dynamodb.toDynamoDB(ctx.args.userId) },
  consistentRead: true,
});

export const response = (ctx: Context): null => {
  failOnSourceError(ctx);
  ctx.stash['target'] = ctx.result as unknown;
  return null;
};
