import { runtime, util, type DynamoDBGetItemRequest, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import type { GroupRole } from '../../../domain/groupPolicy.ts';
import type { GroupItem } from '../../../domain/items.ts';
import { limits } from '../../../domain/limits.ts';
import type { TableAction } from '../../../domain/TableAction.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsWriting, noteOutdated, noteTransaction } from '../../lib/decidedWrite.ts';
import { failOnSourceError } from '../../lib/fail.ts';
import { creationText } from '../../lib/groupCreation.ts';
import { failUnreachable, failYouBlocked } from '../../lib/refusals.ts';
import { toTransaction } from '../../lib/toTransaction.ts';
import type { CreationContext } from './readCreation.ts';

const isToBeRefused = ({ stash }: CreationContext): boolean => stash.hasBlocked === true || stash.isRefused === true;

const groupActions = ({ groupId, ...attributes }: GroupItem): TableAction[] => [
  {
    table: 'GROUPS_TABLE',
    operation: 'PutItem',
    key: { groupId },
    attributes,
    condition: { text: 'attribute_not_exists(groupId)' },
  },
  {
    table: 'CONVERSATIONS_TABLE',
    operation: 'PutItem',
    key: { conversationId: groupConversationId(groupId) },
    attributes: { kind: 'GROUP', lastSeq: 0 },
    condition: { text: 'attribute_not_exists(conversationId)' },
  },
];

const joinActions = ({ groupId, createdAt }: GroupItem, userId: string, role: GroupRole): TableAction[] => [
  {
    table: 'GROUP_MEMBERSHIPS_TABLE',
    operation: 'PutItem',
    key: { groupId, userId },
    attributes: { role, joinedAt: createdAt, fromSeq: 0 },
    condition: { text: 'attribute_not_exists(userId)' },
  },
  {
    table: 'PARTICIPANTS_TABLE',
    operation: 'PutItem',
    key: { userId, conversationId: groupConversationId(groupId) },
    attributes: { groupId, readSeq: 0, fromSeq: 0, joinedAt: createdAt },
    condition: { text: 'attribute_not_exists(userId)' },
  },
];

const activePin = (userId: string): TableAction => ({
  table: 'USERS_TABLE',
  operation: 'ConditionCheck',
  key: { userId },
  condition: { text: '#status = :active', values: { ':active': 'ACTIVE' } },
});

const memberActions = (group: GroupItem, userId: string): TableAction[] => [
  ...joinActions(group, userId, 'MEMBER'),
  {
    table: 'BLOCKED_USERS_TABLE',
    operation: 'ConditionCheck',
    key: { blockedId: group.createdBy, blockerId: userId },
    condition: { text: 'attribute_not_exists(blockedId)' },
  },
  activePin(userId),
];

/**
 * An account that is being deleted leaves its groups, so it must not join another one. A transaction with the maximum of
 * initial members has no room for this action: the read alone decides then.
 */
const creatorActions = (me: string, memberIds: readonly string[]): TableAction[] =>
  memberIds.length < limits.initialMembers ? [activePin(me)] : [];

/**
 * Creates the whole group in one transaction. Before a refusal, reads the group again instead: a batch is no snapshot, so
 * the first call may have created the group while the batch was read, and a repeat is never refused.
 */
export const request = (ctx: CreationContext): DynamoDBGetItemRequest | DynamoDBTransactWriteItemsRequest => {
  if (!needsWriting(ctx)) runtime.earlyReturn({});
  const { creation } = ctx.stash;
  const { groupId, name, memberIds } = creation;
  if (isToBeRefused(ctx)) {
    return { operation: 'GetItem', key: util.dynamodb.toMapValues({ groupId }), consistentRead: true };
  }
  const group: GroupItem = {
    groupId,
    name,
    createdBy: callerOf(ctx).userId,
    createdAt: util.time.nowISO8601(),
    memberCount: memberIds.length + 1,
    creation: creationText(creation),
  };
  ctx.stash.answer = { group, hasLeft: false };
  return toTransaction(ctx, [
    ...groupActions(group),
    ...joinActions(group, group.createdBy, 'OWNER'),
    ...creatorActions(group.createdBy, memberIds),
    ...memberIds.flatMap((userId) => memberActions(group, userId)),
  ]);
};

export const response = (ctx: CreationContext): null => {
  if (!isToBeRefused(ctx)) return noteTransaction(ctx);
  failOnSourceError(ctx);
  if (!ctx.result) {
    if (ctx.stash.hasBlocked) failYouBlocked();
    failUnreachable();
  }
  return noteOutdated(ctx);
};
