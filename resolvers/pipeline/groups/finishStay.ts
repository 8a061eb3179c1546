import { runtime, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { endOfStay } from '../../../domain/departureActions.ts';
import { hasFailedCondition } from '../../lib/decidedWrite.ts';
import { unfinishedStay, type Departure } from '../../lib/departure.ts';
import { toTransactItems } from '../../lib/toTransactItems.ts';

/** A transaction of one: a plain update whose condition failed would have AppSync read the item. */
export const request = (ctx: Context): DynamoDBTransactWriteItemsRequest => {
  const index = unfinishedStay(ctx);
  if (index === null) return runtime.earlyReturn({});
  const lastSeq = ctx.stash['lastSeq'] as number;
  const action = endOfStay(ctx.stash['departure'] as Departure, { index, lastSeq });
  return { operation: 'TransactWriteItems', transactItems: toTransactItems(ctx, [action]) };
};

/** A failed condition says that a repeat of this call has finished it, or that the person is in again. */
export const response = (ctx: Context): null => {
  if (ctx.error) console.error(ctx.info.fieldName, ctx.error.type, ctx.error.message);
  if (!ctx.error || hasFailedCondition(ctx)) ctx.stash['unfinished'] = null;
  return null;
};
