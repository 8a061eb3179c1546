import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { BlockItem, UserItem } from '../../../domain/items.ts';
import type { MutationBlockUserArgs } from '../../../generated/types.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { batchGet, foundItems, one } from '../../lib/batch.ts';
import { callerOf } from '../../lib/callerOf.ts';
import type { WriteStash } from '../../lib/writeOutcome.ts';

export interface BlockStash extends WriteStash<Pick<BlockItem, 'createdAt'>> {
  /** The user to block or unblock; set by this step. */
  target?: UserItem | null;
}

type BlockContext = Context<MutationBlockUserArgs, BlockStash>;

const readsOf = (ctx: BlockContext) => ({
  me: one('USERS_TABLE', { userId: callerOf(ctx).userId }),
  target: one('USERS_TABLE', { userId: ctx.args.userId }),
});

/** Reads the caller, who must be signed in, and the user to block or unblock, which the answer contains. */
export const request = (ctx: BlockContext): DynamoDBBatchGetItemRequest => batchGet(ctx, readsOf(ctx));

export const response = (ctx: BlockContext): null => {
  const { me, target } = foundItems(ctx, readsOf(ctx));
  assertSignedIn(ctx, me);
  ctx.stash.target = target;
  return null;
};
