import { runtime, util, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import type { MembershipItem, ParticipantItem } from '../../../domain/items.ts';
import { rolePin } from '../../../domain/roleActions.ts';
import type { TableAction } from '../../../domain/TableAction.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsWriting, noteTransaction } from '../../lib/decidedWrite.ts';
import { maxGroupMembers } from '../../lib/env.ts';
import { toTransaction } from '../../lib/toTransaction.ts';
import type { AdditionContext } from './readAddition.ts';

/** Fails unless the other user is reachable. A block is a condition, so it also stops an addition in progress (P4). */
const reachablePins = (me: string, userId: string): TableAction[] => [
  {
    table: 'BLOCKED_USERS_TABLE',
    operation: 'ConditionCheck',
    key: { blockedId: me, blockerId: userId },
    condition: { text: 'attribute_not_exists(blockedId)' },
  },
  {
    table: 'USERS_TABLE',
    operation: 'ConditionCheck',
    key: { userId },
    condition: { text: '#status = :active', values: { ':active': 'ACTIVE' } },
  },
];

const countAction = (groupId: string, max: number): TableAction => ({
  table: 'GROUPS_TABLE',
  operation: 'UpdateItem',
  key: { groupId },
  update: { text: 'SET memberCount = memberCount + :one', values: { ':one': 1 } },
  condition: { text: 'attribute_not_exists(deletedAt) AND memberCount < :max', values: { ':max': max } },
});

/** The new stay begins after `fromSeq`; the row is pinned as read, because `markRead` may change it at the same time. */
const stayActions = (
  { groupId, userId, role, joinedAt, fromSeq }: MembershipItem,
  { stay, readSeq }: { stay: ParticipantItem | null; readSeq: number },
): TableAction[] => [
  {
    table: 'GROUP_MEMBERSHIPS_TABLE',
    operation: 'PutItem',
    key: { groupId, userId },
    attributes: { role, joinedAt, fromSeq },
    condition: { text: 'attribute_not_exists(userId)' },
  },
  {
    table: 'PARTICIPANTS_TABLE',
    operation: 'UpdateItem',
    key: { userId, conversationId: groupConversationId(groupId) },
    update: {
      text: 'SET fromSeq = :last, readSeq = :read, groupId = :group, joinedAt = :joined',
      values: { ':last': fromSeq, ':read': readSeq, ':group': groupId, ':joined': joinedAt },
    },
    condition: stay
      ? { text: 'attribute_not_exists(fromSeq) AND readSeq = :was', values: { ':was': stay.readSeq } }
      : { text: 'attribute_not_exists(fromSeq) AND attribute_not_exists(readSeq)' },
  },
];

export const request = (ctx: AdditionContext): DynamoDBTransactWriteItemsRequest => {
  const { groupId, role, addition } = ctx.stash;
  if (!needsWriting(ctx) || !addition) return runtime.earlyReturn({});
  const { userId } = ctx.args.input;
  const me = callerOf(ctx).userId;
  const joinedAt = util.time.nowISO8601();
  const membership: MembershipItem = { groupId, userId, role, joinedAt, fromSeq: addition.lastSeq };
  ctx.stash.answer = membership;
  return toTransaction(ctx, [
    rolePin({ groupId, userId: me, role: addition.myRole }),
    ...reachablePins(me, userId),
    countAction(groupId, maxGroupMembers(ctx)),
    ...stayActions(membership, addition),
  ]);
};

export const response = (ctx: AdditionContext): null => noteTransaction(ctx);
