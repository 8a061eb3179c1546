import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { UserItem } from '../../../domain/items.ts';
import type { MutationBlockUserArgs } from '../../../generated/types.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { tableItems, tableReads } from '../../lib/tableReads.ts';

/** The caller, who must be signed in, and the person who is blocked or unblocked, kept in the stash for the answer. */
export const request = (ctx: Context<MutationBlockUserArgs>): DynamoDBBatchGetItemRequest =>
  tableReads(ctx, { USERS_TABLE: [{ userId: callerOf(ctx).userId }, { userId: ctx.args.userId }] });

export const response = (ctx: Context): null => {
  const [me, target] = tableItems(ctx, ['USERS_TABLE'])['USERS_TABLE'] as (UserItem | null)[];
  assertSignedIn(ctx, me ?? null);
  ctx.stash['target'] = target ?? null;
  return null;
};
