import {
  runtime,
  util,
  type Context,
  type DynamoDBGetItemRequest,
  type DynamoDBTransactWriteItemsRequest,
} from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import type { GroupRole } from '../../../domain/groupPolicy.ts';
import type { GroupItem } from '../../../domain/items.ts';
import { limits } from '../../../domain/limits.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsWriting, noteOutdated, noteTransaction } from '../../lib/decidedWrite.ts';
import { toCondition } from '../../lib/expressions.ts';
import { failOnSourceError } from '../../lib/failOnSourceError.ts';
import { creationText, type GroupCreation } from '../../lib/groupCreation.ts';
import { failUnavailable, failYouBlocked } from '../../lib/groupRefusals.ts';

type Actions = DynamoDBTransactWriteItemsRequest['transactItems'];

const isToBeRefused = (ctx: Context): boolean => ctx.stash['hasBlocked'] === true || ctx.stash['isRefused'] === true;

const groupActions = (ctx: Context, group: GroupItem): Actions => {
  const { groupId, ...attributes } = group;
  return [
    {
      table: ctx.env['GROUPS_TABLE'] as string,
      operation: 'PutItem',
      key: util.dynamodb.toMapValues({ groupId }),
      attributeValues: util.dynamodb.toMapValues(attributes),
      condition: toCondition('attribute_not_exists(groupId)'),
    },
    {
      table: ctx.env['CONVERSATIONS_TABLE'] as string,
      operation: 'PutItem',
      key: util.dynamodb.toMapValues({ conversationId: groupConversationId(groupId) }),
      attributeValues: util.dynamodb.toMapValues({ kind: 'GROUP', lastSeq: 0 }),
      condition: toCondition('attribute_not_exists(conversationId)'),
    },
  ];
};

const joinActions = (ctx: Context, group: GroupItem, member: { userId: string; role: GroupRole }): Actions => {
  const { groupId, createdAt } = group;
  const { userId, role } = member;
  return [
    {
      table: ctx.env['GROUP_MEMBERSHIPS_TABLE'] as string,
      operation: 'PutItem',
      key: util.dynamodb.toMapValues({ groupId, userId }),
      attributeValues: util.dynamodb.toMapValues({ role, joinedAt: createdAt, fromSeq: 0 }),
      condition: toCondition('attribute_not_exists(userId)'),
    },
    {
      table: ctx.env['PARTICIPANTS_TABLE'] as string,
      operation: 'PutItem',
      key: util.dynamodb.toMapValues({ userId, conversationId: groupConversationId(groupId) }),
      attributeValues: util.dynamodb.toMapValues({ groupId, readSeq: 0, fromSeq: 0, joinedAt: createdAt }),
      condition: toCondition('attribute_not_exists(userId)'),
    },
  ];
};

const activePin = (ctx: Context, userId: string): Actions[number] => ({
  table: ctx.env['USERS_TABLE'] as string,
  operation: 'ConditionCheck',
  key: util.dynamodb.toMapValues({ userId }),
  condition: toCondition('#status = :active', { ':active': 'ACTIVE' }),
});

const memberActions = (ctx: Context, group: GroupItem, userId: string): Actions => [
  ...joinActions(ctx, group, { userId, role: 'MEMBER' }),
  {
    table: ctx.env['BLOCKED_USERS_TABLE'] as string,
    operation: 'ConditionCheck',
    key: util.dynamodb.toMapValues({ blockedId: group.createdBy, blockerId: userId }),
    condition: toCondition('attribute_not_exists(blockedId)'),
  },
  activePin(ctx, userId),
];

/**
 * An account that is deleted meanwhile leaves the groups that it has, so it must get no other one. A transaction with
 * everybody that a new group takes has no room for this: there the read decides alone.
 */
const creatorActions = (ctx: Context, { memberIds }: GroupCreation): Actions =>
  memberIds.length < limits.initialMembers ? [activePin(ctx, callerOf(ctx).userId)] : [];

/**
 * The whole group in one transaction. A refusal costs a read in its place: the group may have been created between the
 * reads of the batch that speaks against it, and a repeat is never refused.
 */
export const request = (ctx: Context): DynamoDBGetItemRequest | DynamoDBTransactWriteItemsRequest => {
  if (!needsWriting(ctx)) runtime.earlyReturn({});
  const creation = ctx.stash['creation'] as GroupCreation;
  const { groupId, name, memberIds } = creation;
  if (isToBeRefused(ctx))
    return { operation: 'GetItem', key: util.dynamodb.toMapValues({ groupId }), consistentRead: true };
  const group: GroupItem = {
    groupId,
    name,
    createdBy: callerOf(ctx).userId,
    createdAt: util.time.nowISO8601(),
    memberCount: memberIds.length + 1,
    creation: creationText(creation),
  };
  ctx.stash['group'] = group;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      ...groupActions(ctx, group),
      ...joinActions(ctx, group, { userId: group.createdBy, role: 'OWNER' }),
      ...creatorActions(ctx, creation),
      ...memberIds.flatMap((userId) => memberActions(ctx, group, userId)),
    ],
  };
};

export const response = (ctx: Context): null => {
  if (!isToBeRefused(ctx)) return noteTransaction(ctx);
  failOnSourceError(ctx);
  if (!ctx.result) {
    if (ctx.stash['hasBlocked'] === true) failYouBlocked();
    failUnavailable();
  }
  noteOutdated(ctx);
  return null;
};
