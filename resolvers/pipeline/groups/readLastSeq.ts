import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import { batchGet, foundItems, one } from '../../lib/batch.ts';
import type { DepartureStash } from '../../lib/departure.ts';

type DepartureContext = Context<unknown, DepartureStash>;

const readsOf = ({ stash }: DepartureContext) => ({
  head: one('CONVERSATIONS_TABLE', { conversationId: groupConversationId(stash.departure.groupId) }),
});

/** Reads the last seq of the group after the removal: the user received no later message. */
export const request = (ctx: DepartureContext): DynamoDBBatchGetItemRequest => {
  if ((ctx.stash.unfinished ?? null) === null) runtime.earlyReturn({});
  return batchGet(ctx, readsOf(ctx));
};

export const response = (ctx: DepartureContext): null => {
  const { head } = foundItems(ctx, readsOf(ctx));
  if (head) ctx.stash.lastSeq = head.lastSeq;
  return null;
};
