import { runtime, util, type Context, type DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import type { UserItem } from '../../../domain/items.ts';
import type { MutationUpdateProfileArgs } from '../../../generated/types.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { isWritten, noteOutcome, type WriteStash } from '../../lib/writeOutcome.ts';
import type { ProfileStash } from './readMyProfile.ts';

export type UpdateProfileContext = Context<MutationUpdateProfileArgs, ProfileStash & WriteStash<UserItem>>;

export const request = (ctx: UpdateProfileContext): DynamoDBUpdateItemRequest => {
  assertSignedIn(ctx, ctx.stash.me ?? null);
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

export const response = (ctx: UpdateProfileContext): null => noteOutcome(ctx);
