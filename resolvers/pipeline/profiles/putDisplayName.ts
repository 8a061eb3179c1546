import { runtime, util, type Context, type DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import type { UserItem } from '../../../domain/items.ts';
import type { MutationUpdateProfileArgs } from '../../../generated/types.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { isWritten, noteOutcome } from '../../lib/writeOutcome.ts';

export const request = (ctx: Context<MutationUpdateProfileArgs>): DynamoDBUpdateItemRequest => {
  assertSignedIn(ctx, ctx.stash['me'] as UserItem | null);
  if (isWritten(ctx)) runtime.earlyReturn({});
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ userId: callerOf(ctx).userId }),
    update: {
      expression: 'SET displayName = :displayName',
      expressionValues: util.dynamodb.toMapValues({ ':displayName': ctx.args.input.displayName }),
    },
  };
};

export const response = (ctx: Context): null => noteOutcome(ctx);
