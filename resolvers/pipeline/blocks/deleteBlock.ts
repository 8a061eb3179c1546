import { runtime, util, type Context, type DynamoDBDeleteItemRequest } from '@aws-appsync/utils';
import type { MutationUnblockUserArgs } from '../../../generated/types.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { isWritten, noteOutcome } from '../../lib/writeOutcome.ts';
import type { BlockStash } from './readBlockTarget.ts';

export const request = (ctx: Context<MutationUnblockUserArgs, BlockStash>): DynamoDBDeleteItemRequest => {
  if (isWritten(ctx)) runtime.earlyReturn({});
  return {
    operation: 'DeleteItem',
    key: util.dynamodb.toMapValues({ blockedId: ctx.args.userId, blockerId: callerOf(ctx).userId }),
  };
};

export const response = (ctx: Context<MutationUnblockUserArgs, BlockStash>): null => noteOutcome(ctx);
