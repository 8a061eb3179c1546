import { runtime, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import type { TableAction } from '../../../domain/TableAction.ts';
import { needsWriting, noteTransaction } from '../../lib/decidedWrite.ts';
import { toTransactItems } from '../../lib/toTransactItems.ts';

/** The actions on which the step before decided. */
export const request = (ctx: Context): DynamoDBTransactWriteItemsRequest => {
  if (!needsWriting(ctx)) runtime.earlyReturn({});
  const actions = ctx.stash['actions'] as TableAction[];
  return { operation: 'TransactWriteItems', transactItems: toTransactItems(ctx, actions) };
};

export const response = (ctx: Context): null => noteTransaction(ctx);
