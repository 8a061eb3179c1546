import { runtime, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { departureActions } from '../../../domain/departureActions.ts';
import { rolePin } from '../../../domain/roleActions.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsWriting, noteTransaction } from '../../lib/decidedWrite.ts';
import type { DecidedDeparture } from '../../lib/departure.ts';
import { thisMoment } from '../../lib/thisMoment.ts';
import { toTransactItems } from '../../lib/toTransactItems.ts';

export const request = (ctx: Context): DynamoDBTransactWriteItemsRequest => {
  if (!needsWriting(ctx)) runtime.earlyReturn({});
  const closing = ctx.stash['closing'] as DecidedDeparture;
  const { groupId } = closing.membership;
  const remover = closing.removerRole;
  const actions = [
    ...(remover === null ? [] : [rolePin({ groupId, userId: callerOf(ctx).userId, role: remover })]),
    ...departureActions(closing, thisMoment()),
  ];
  return { operation: 'TransactWriteItems', transactItems: toTransactItems(ctx, actions) };
};

export const response = (ctx: Context): null => {
  if (!ctx.error) {
    const { membership, index } = ctx.stash['closing'] as DecidedDeparture;
    ctx.stash['membership'] = membership;
    ctx.stash['unfinished'] = index;
  }
  return noteTransaction(ctx);
};
