import { runtime, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { endOfStay } from '../../../domain/departureActions.ts';
import { hasFailedCondition } from '../../lib/decidedWrite.ts';
import type { DepartureStash } from '../../lib/departure.ts';
import { toTransaction } from '../../lib/toTransaction.ts';

type DepartureContext = Context<unknown, DepartureStash>;

/** A transaction with one action: after a plain update with a failed condition, AppSync would read the item. */
export const request = (ctx: DepartureContext): DynamoDBTransactWriteItemsRequest => {
  const { departure, lastSeq } = ctx.stash;
  const index = ctx.stash.unfinished ?? null;
  if (index === null || lastSeq === undefined) return runtime.earlyReturn({});
  return toTransaction(ctx, [endOfStay(departure, { index, lastSeq })]);
};

/** A failed condition means that a repeat of this call has finished the stay, or that the user has joined again. */
export const response = (ctx: DepartureContext): null => {
  if (ctx.error) console.error(ctx.info.fieldName, ctx.error.type, ctx.error.message);
  if (!ctx.error || hasFailedCondition(ctx)) ctx.stash.unfinished = null;
  return null;
};
