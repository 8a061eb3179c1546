import { runtime, util, type Context, type DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import type { MutationBlockUserArgs } from '../../../generated/types.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { failNoSuchUser } from '../../lib/refusals.ts';
import { isWritten, noteOutcome } from '../../lib/writeOutcome.ts';
import type { BlockStash } from './readBlockTarget.ts';

export const request = (ctx: Context<MutationBlockUserArgs, BlockStash>): DynamoDBUpdateItemRequest => {
  if (!ctx.stash.target) failNoSuchUser();
  if (isWritten(ctx)) runtime.earlyReturn({});
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ blockedId: ctx.args.userId, blockerId: callerOf(ctx).userId }),
    // A repeated block keeps the time of the first one: the same answer and no second effect (P9).
    update: {
      expression: 'SET createdAt = if_not_exists(createdAt, :now)',
      expressionValues: { ':now': util.dynamodb.toDynamoDB(util.time.nowISO8601()) },
    },
  };
};

export const response = (ctx: Context<MutationBlockUserArgs, BlockStash>): null => noteOutcome(ctx);
