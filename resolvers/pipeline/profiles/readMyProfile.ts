import { util, type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import type { UserItem } from '../../../domain/items.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { failOnSourceError } from '../../lib/fail.ts';

export interface ProfileStash {
  /** The caller's profile; set by the step that creates a missing one. */
  me?: UserItem | null;
}

export const request = (ctx: Context): DynamoDBGetItemRequest => ({
  operation: 'GetItem',
  key: { userId: util.dynamodb.toDynamoDB(callerOf(ctx).userId) },
  consistentRead: true,
});

export const response = (
  ctx: Context<unknown, Record<string, never>, undefined, undefined, UserItem | null>,
): UserItem | null => {
  failOnSourceError(ctx);
  return ctx.result;
};
