import { runtime, util, type Context, type DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import type { UserItem } from '../../../domain/items.ts';
import { toUsername } from '../../../domain/username.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { failOnSourceError } from '../../lib/failOnSourceError.ts';
import type { ProfileStash } from './readMyProfile.ts';

/** Creates the profile that the PostConfirmation trigger could not. Sets only what is absent, so it cannot overwrite. */
export const request = (
  ctx: Context<unknown, ProfileStash, { result: UserItem | null }>,
): DynamoDBUpdateItemRequest => {
  const { result } = ctx.prev;
  ctx.stash.me = result;
  if (result) runtime.earlyReturn(result);
  const { userId, username } = callerOf(ctx);
  return {
    operation: 'UpdateItem',
    key: { userId: util.dynamodb.toDynamoDB(userId) },
    update: {
      expression:
        'SET username = if_not_exists(username, :username), ' +
        'displayName = if_not_exists(displayName, :username), #status = if_not_exists(#status, :active), ' +
        'createdAt = if_not_exists(createdAt, :now)',
      expressionNames: { '#status': 'status' },
      expressionValues: util.dynamodb.toMapValues({
        ':username': toUsername(username),
        ':active': 'ACTIVE',
        ':now': util.time.nowISO8601(),
      }),
    },
  };
};

export const response = (ctx: Context<unknown, ProfileStash, undefined, undefined, UserItem>): UserItem => {
  failOnSourceError(ctx);
  ctx.stash.me = ctx.result;
  return ctx.result;
};
