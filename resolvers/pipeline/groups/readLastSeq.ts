import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import { unfinishedStay, type Departure } from '../../lib/departure.ts';
import { tableItems, tableReads } from '../../lib/tableReads.ts';

/** Where the group stands now that the person is out: nothing later reached him. */
export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  if (unfinishedStay(ctx) === null) runtime.earlyReturn({});
  const { groupId } = ctx.stash['departure'] as Departure;
  return tableReads(ctx, { CONVERSATIONS_TABLE: [{ conversationId: groupConversationId(groupId) }] });
};

export const response = (ctx: Context): null => {
  const items = tableItems(ctx, ['CONVERSATIONS_TABLE']);
  const { lastSeq } = items['CONVERSATIONS_TABLE']?.[0] as { lastSeq: number };
  ctx.stash['lastSeq'] = lastSeq;
  return null;
};
