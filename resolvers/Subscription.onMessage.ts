import { extensions, util, type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import type { UserItem } from '../domain/items.ts';
import { failSignedOut, isSignedIn } from './lib/assertSignedIn.ts';
import { callerOf } from './lib/callerOf.ts';
import { fail, failOnSourceError } from './lib/fail.ts';

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

/** Allows known paths only: `recipientIds` is not for subscribers, and a path names an alias instead of its field. */
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
  // The mutation supplies the data of subscribers; any other value than null would be an error here.
  return null;
};
