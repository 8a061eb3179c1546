import { runtime, util, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../domain/conversationId.ts';
import { callerOf } from '../lib/callerOf.ts';
import { needsWriting, noteTransaction } from '../lib/decidedWrite.ts';
import type { Closing } from '../lib/departure.ts';
import { toCondition, toUpdate } from '../lib/expressions.ts';
import type { ClosedStay } from '../lib/StayItem.ts';

type Actions = DynamoDBTransactWriteItemsRequest['transactItems'];

/** The group loses a member, or ends. No condition is on the head: a busy group must not starve a removal. */
const groupActions = (ctx: Context, { membership, isDeletion }: Closing): Actions => {
  const { groupId } = membership;
  const table = ctx.env['GROUPS_TABLE'] as string;
  const key = util.dynamodb.toMapValues({ groupId });
  if (!isDeletion) {
    return [
      {
        table,
        operation: 'UpdateItem',
        key,
        update: toUpdate('SET memberCount = memberCount - :one', { ':one': 1 }),
        condition: toCondition('attribute_not_exists(deletedAt)'),
      },
    ];
  }
  const now = util.time.nowISO8601();
  return [
    {
      table,
      operation: 'UpdateItem',
      key,
      update: toUpdate('SET deletedAt = :now, deletedBy = :me, memberCount = :none', {
        ':now': now,
        ':me': membership.userId,
        ':none': 0,
      }),
      condition: toCondition('attribute_not_exists(deletedAt) AND memberCount = :one', { ':one': 1 }),
    },
    {
      table: ctx.env['CONVERSATIONS_TABLE'] as string,
      operation: 'UpdateItem',
      key: util.dynamodb.toMapValues({ conversationId: groupConversationId(groupId) }),
      update: toUpdate('SET closedAt = :now', { ':now': now }),
    },
  ];
};

/** The stay ends where the group stood, for now; `finishStay` moves the end to what was sent until this took effect. */
const stayActions = (ctx: Context, { membership, index, untilSeq }: Closing): Actions => {
  const { groupId, userId, role, joinedAt, fromSeq } = membership;
  const stay: ClosedStay = { fromSeq, untilSeq, role, joinedAt, closing: util.time.nowEpochSeconds() };
  const isAsRead = index === 0 ? 'attribute_not_exists(closed)' : 'size(closed) = :index';
  return [
    {
      table: ctx.env['GROUP_MEMBERSHIPS_TABLE'] as string,
      operation: 'DeleteItem',
      key: util.dynamodb.toMapValues({ groupId, userId }),
      condition: toCondition('#role = :role', { ':role': role }),
    },
    {
      table: ctx.env['PARTICIPANTS_TABLE'] as string,
      operation: 'UpdateItem',
      key: util.dynamodb.toMapValues({ userId, conversationId: groupConversationId(groupId) }),
      update: toUpdate('SET closed = list_append(if_not_exists(closed, :none), :stay) REMOVE fromSeq, joinedAt', {
        ':none': [],
        ':stay': [stay],
      }),
      condition: toCondition(
        `fromSeq = :from AND ${isAsRead}`,
        index === 0 ? { ':from': fromSeq } : { ':from': fromSeq, ':index': index },
      ),
    },
  ];
};

export const request = (ctx: Context): DynamoDBTransactWriteItemsRequest => {
  if (!needsWriting(ctx)) runtime.earlyReturn({});
  const closing = ctx.stash['closing'] as Closing;
  const { groupId } = closing.membership;
  const transactItems: Actions = [...stayActions(ctx, closing), ...groupActions(ctx, closing)];
  if (closing.removerRole !== null) {
    transactItems.unshift({
      table: ctx.env['GROUP_MEMBERSHIPS_TABLE'] as string,
      operation: 'ConditionCheck',
      key: util.dynamodb.toMapValues({ groupId, userId: callerOf(ctx).userId }),
      condition: toCondition('#role = :role', { ':role': closing.removerRole }),
    });
  }
  return { operation: 'TransactWriteItems', transactItems };
};

export const response = (ctx: Context): null => {
  if (!ctx.error) {
    const { membership, index } = ctx.stash['closing'] as Closing;
    ctx.stash['membership'] = membership;
    ctx.stash['unfinished'] = index;
  }
  return noteTransaction(ctx);
};
