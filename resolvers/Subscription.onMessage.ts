import { extensions, util, type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import type { UserItem } from '../domain/items.ts';
import { failSignedOut, isSignedIn } from './lib/assertSignedIn.ts';
import { callerOf } from './lib/callerOf.ts';
import { fail } from './lib/fail.ts';
import { failOnSourceError } from './lib/failOnSourceError.ts';

const selectable = [
  '__typename',
  'message',
  'message/__typename',
  'message/id',
  'message/conversationId',
  'message/seq',
  'message/version',
  'message/senderId',
  'message/senderUsername',
  'message/text',
  'message/createdAt',
  'message/clientMessageId',
  'message/hiddenReason',
];

/** `recipientIds` is not for subscribers, and an alias is in the list by the alias alone: only known paths pass. */
export const request = (ctx: Context): DynamoDBGetItemRequest => {
  if (ctx.info.selectionSetList.some((path) => selectable.indexOf(path) === -1)) {
    fail(ErrorType.BadRequest, 'Select `message` and its fields, without aliases.');
  }
  return {
    operation: 'GetItem',
    key: { userId: util.dynamodb.toDynamoDB(callerOf(ctx).userId) },
    consistentRead: true,
  };
};

export const response = (ctx: Context<unknown, Record<string, never>, undefined, undefined, UserItem | null>): null => {
  failOnSourceError(ctx);
  const caller = callerOf(ctx);
  if (!isSignedIn(ctx.result, caller)) failSignedOut(ctx.result);
  extensions.setSubscriptionFilter({
    filterGroup: [{ filters: [{ fieldName: 'recipientIds', operator: 'contains', value: caller.userId }] }],
  });
  extensions.setSubscriptionInvalidationFilter({
    filterGroup: [
      {
        filters: [
          { fieldName: 'userId', operator: 'eq', value: caller.userId },
          { fieldName: 'signedOutAt', operator: 'ge', value: caller.authTime },
        ],
      },
    ],
  });
  // What subscribers get comes from the mutation; anything but null would be an error here.
  return null;
};
