import { runtime, util, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import type { GroupRole } from '../../../domain/groupPolicy.ts';
import type { GroupParticipantItem, MembershipItem } from '../../../domain/items.ts';
import type { MutationAddUserToGroupArgs } from '../../../generated/types.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsWriting, noteTransaction } from '../../lib/decidedWrite.ts';
import { toCondition, toUpdate } from '../../lib/expressions.ts';
import { maxGroupMembers } from '../../lib/maxGroupMembers.ts';

type Actions = DynamoDBTransactWriteItemsRequest['transactItems'];

interface Addition {
  myRole: GroupRole;
  lastSeq: number;
  stay: GroupParticipantItem | null;
  readSeq: number;
}

/** That the caller may (still) add, and the person be added: a block is a condition, so none is outrun (P4). */
const conditions = (ctx: Context, { groupId, userId }: MembershipItem, myRole: GroupRole): Actions => {
  const me = callerOf(ctx).userId;
  return [
    {
      table: ctx.env['GROUP_MEMBERSHIPS_TABLE'] as string,
      operation: 'ConditionCheck',
      key: util.dynamodb.toMapValues({ groupId, userId: me }),
      condition: toCondition('#role = :role', { ':role': myRole }),
    },
    {
      table: ctx.env['BLOCKED_USERS_TABLE'] as string,
      operation: 'ConditionCheck',
      key: util.dynamodb.toMapValues({ blockedId: me, blockerId: userId }),
      condition: toCondition('attribute_not_exists(blockedId)'),
    },
    {
      table: ctx.env['USERS_TABLE'] as string,
      operation: 'ConditionCheck',
      key: util.dynamodb.toMapValues({ userId }),
      condition: toCondition('#status = :active', { ':active': 'ACTIVE' }),
    },
  ];
};

/** The new stay begins after `lastSeq`; what was read is pinned, because `markRead` may move it meanwhile. */
const stayActions = (ctx: Context, { groupId, userId, ...attributes }: MembershipItem, addition: Addition): Actions => {
  const { stay, lastSeq, readSeq } = addition;
  const values = { ':last': lastSeq, ':read': readSeq, ':group': groupId, ':joined': attributes.joinedAt };
  const isAsRead = stay ? 'readSeq = :was' : 'attribute_not_exists(readSeq)';
  return [
    {
      table: ctx.env['GROUP_MEMBERSHIPS_TABLE'] as string,
      operation: 'PutItem',
      key: util.dynamodb.toMapValues({ groupId, userId }),
      attributeValues: util.dynamodb.toMapValues(attributes),
      condition: toCondition('attribute_not_exists(userId)'),
    },
    {
      table: ctx.env['PARTICIPANTS_TABLE'] as string,
      operation: 'UpdateItem',
      key: util.dynamodb.toMapValues({ userId, conversationId: groupConversationId(groupId) }),
      update: toUpdate('SET fromSeq = :last, readSeq = :read, groupId = :group, joinedAt = :joined', values),
      condition: toCondition(
        `attribute_not_exists(fromSeq) AND ${isAsRead}`,
        stay ? { ':was': stay.readSeq } : undefined,
      ),
    },
  ];
};

export const request = (ctx: Context<MutationAddUserToGroupArgs>): DynamoDBTransactWriteItemsRequest => {
  if (!needsWriting(ctx)) runtime.earlyReturn({});
  const groupId = ctx.stash['groupId'] as string;
  const addition = ctx.stash['addition'] as Addition;
  const membership: MembershipItem = {
    groupId,
    userId: ctx.args.input.userId,
    role: ctx.stash['role'] as GroupRole,
    joinedAt: util.time.nowISO8601(),
    fromSeq: addition.lastSeq,
  };
  ctx.stash['membership'] = membership;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      ...conditions(ctx, membership, addition.myRole),
      {
        table: ctx.env['GROUPS_TABLE'] as string,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues({ groupId }),
        update: toUpdate('SET memberCount = memberCount + :one', { ':one': 1 }),
        condition: toCondition('attribute_not_exists(deletedAt) AND memberCount < :max', {
          ':max': maxGroupMembers(ctx),
        }),
      },
      ...stayActions(ctx, membership, addition),
    ],
  };
};

export const response = (ctx: Context): null => noteTransaction(ctx);
