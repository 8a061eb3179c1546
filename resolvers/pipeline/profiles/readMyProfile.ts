import { util, type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { callerOf } from '../../lib/callerOf.ts';
import { failOnSourceError } from '../../lib/failOnSourceError.ts';

export const request = (ctx: Context): DynamoDBGetItemRequest => ({
  operation: 'GetItem',
  key: { userId: util.dynamodb.toDynamoDB(callerOf(ctx).userId) },
  consistentRead: true,
});

export const response = (ctx: Context): unknown => {
  failOnSourceError(ctx);
  return ctx.result as unknown;
};
