import { runtime, util, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { departureActions } from '../../../domain/departureActions.ts';
import { rolePin } from '../../../domain/roleActions.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsWriting, noteTransaction } from '../../lib/decidedWrite.ts';
import type { DepartureStash } from '../../lib/departure.ts';
import { toTransaction } from '../../lib/toTransaction.ts';

type DepartureContext = Context<unknown, DepartureStash>;

export const request = (ctx: DepartureContext): DynamoDBTransactWriteItemsRequest => {
  const { closing } = ctx.stash;
  if (!needsWriting(ctx) || !closing) return runtime.earlyReturn({});
  const { membership, removerRole } = closing;
  const { groupId } = membership;
  const moment = { now: util.time.nowISO8601(), seconds: util.time.nowEpochSeconds() };
  return toTransaction(ctx, [
    ...(removerRole === null ? [] : [rolePin({ groupId, userId: callerOf(ctx).userId, role: removerRole })]),
    ...departureActions(closing, moment),
  ]);
};

export const response = (ctx: DepartureContext): null => {
  if (!ctx.error && ctx.stash.closing) ctx.stash.unfinished = ctx.stash.closing.index;
  return noteTransaction(ctx);
};
