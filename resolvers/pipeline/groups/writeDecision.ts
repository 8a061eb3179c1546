import { runtime, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { needsWriting, noteTransaction } from '../../lib/decidedWrite.ts';
import type { GroupChangeStash } from '../../lib/groupState.ts';
import { toTransaction } from '../../lib/toTransaction.ts';

type ChangeContext = Context<unknown, GroupChangeStash<unknown>>;

/** Writes the actions that the previous step decided on. */
export const request = (ctx: ChangeContext): DynamoDBTransactWriteItemsRequest => {
  if (!needsWriting(ctx)) runtime.earlyReturn({});
  return toTransaction(ctx, ctx.stash.actions ?? []);
};

export const response = (ctx: ChangeContext): null => noteTransaction(ctx);
