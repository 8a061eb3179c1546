import { runtime, util, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../domain/conversationId.ts';
import { hasFailedCondition } from '../lib/decidedWrite.ts';
import { unfinishedStay, type Departure } from '../lib/departure.ts';
import { toCondition, toUpdate } from '../lib/expressions.ts';

/**
 * Ends the stay where the group stood after the person was out. One who is in again by then has a stay that this must
 * not overlap. A transaction of one: a plain update whose condition failed would have AppSync read the item.
 */
export const request = (ctx: Context): DynamoDBTransactWriteItemsRequest => {
  const index = unfinishedStay(ctx);
  if (index === null) runtime.earlyReturn({});
  const { groupId, userId } = ctx.stash['departure'] as Departure;
  const stay = `closed[${index}]`;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: ctx.env['PARTICIPANTS_TABLE'] as string,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues({ userId, conversationId: groupConversationId(groupId) }),
        update: toUpdate(`SET ${stay}.untilSeq = :last REMOVE ${stay}.closing`, {
          ':last': ctx.stash['lastSeq'] as number,
        }),
        condition: toCondition(`attribute_exists(${stay}.closing) AND attribute_not_exists(fromSeq)`),
      },
    ],
  };
};

/** A failed condition says that a repeat of this call has finished it, or that the person is in again. */
export const response = (ctx: Context): null => {
  if (ctx.error) console.error(ctx.info.fieldName, ctx.error.type, ctx.error.message);
  if (!ctx.error || hasFailedCondition(ctx)) ctx.stash['unfinished'] = null;
  return null;
};
