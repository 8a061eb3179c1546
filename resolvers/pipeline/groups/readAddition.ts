import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import { ErrorType } from '../../../domain/ErrorType.ts';
import { mayInGroup, type GroupRole } from '../../../domain/groupPolicy.ts';
import type { GroupItem, GroupParticipantItem, MembershipItem, UserItem } from '../../../domain/items.ts';
import type { MutationAddUserToGroupArgs } from '../../../generated/types.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsReading, noteRead, settle } from '../../lib/decidedWrite.ts';
import { fail } from '../../lib/fail.ts';
import { failNoSuchGroup, failRoleTooLow, failUnavailable, failYouBlocked } from '../../lib/groupRefusals.ts';
import { maxGroupMembers } from '../../lib/maxGroupMembers.ts';
import { tableItems, tableReads } from '../../lib/tableReads.ts';

const variables = [
  'USERS_TABLE',
  'GROUPS_TABLE',
  'GROUP_MEMBERSHIPS_TABLE',
  'CONVERSATIONS_TABLE',
  'PARTICIPANTS_TABLE',
  'BLOCKED_USERS_TABLE',
];

export const request = (ctx: Context<MutationAddUserToGroupArgs>): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  const groupId = ctx.stash['groupId'] as string;
  const conversationId = groupConversationId(groupId);
  const me = callerOf(ctx).userId;
  const { userId } = ctx.args.input;
  return tableReads(ctx, {
    USERS_TABLE: [{ userId: me }, { userId }],
    GROUPS_TABLE: [{ groupId }],
    GROUP_MEMBERSHIPS_TABLE: [
      { groupId, userId: me },
      { groupId, userId },
    ],
    CONVERSATIONS_TABLE: [{ conversationId }],
    PARTICIPANTS_TABLE: [{ userId, conversationId }],
    BLOCKED_USERS_TABLE: [
      { blockedId: userId, blockerId: me },
      { blockedId: me, blockerId: userId },
    ],
  });
};

/** What was sent before does not count as unread, except what the person left unread in an earlier stay. */
const firstReadSeq = (stay: GroupParticipantItem | null, lastSeq: number): number => {
  const closed = stay?.closed ?? [];
  const last = closed[closed.length - 1];
  return stay && last && stay.readSeq < last.untilSeq ? stay.readSeq : lastSeq;
};

interface Found {
  group: GroupItem | null;
  mine: MembershipItem | null;
  theirs: MembershipItem | null;
  target: UserItem | null;
  hasBlocked: boolean;
  isBlocked: boolean;
}

/** What speaks against it, and the caller's role when nothing does. */
const assertAllowed = (ctx: Context, { group, mine }: Found): GroupRole => {
  if (!group || group.deletedAt !== undefined || !mine) return failNoSuchGroup();
  if (!mayInGroup(mine.role, 'addUser', ctx.stash['role'] as GroupRole)) failRoleTooLow();
  return mine.role;
};

const assertReachable = ({ target, hasBlocked, isBlocked }: Found): void => {
  if (hasBlocked) failYouBlocked();
  if (target?.status !== 'ACTIVE' || isBlocked) failUnavailable();
};

const assertRoom = (ctx: Context, { group }: Found): void => {
  const limit = maxGroupMembers(ctx);
  if (group && group.memberCount >= limit) fail(ErrorType.LimitExceeded, 'The group is full.', { limit });
};

const answerMember = (ctx: Context, member: MembershipItem): null => {
  if (member.role !== ctx.stash['role']) fail(ErrorType.Conflict, 'This person is in the group with another role.');
  ctx.stash['membership'] = member;
  settle(ctx);
  return null;
};

export const response = (ctx: Context<MutationAddUserToGroupArgs>): null => {
  const items = tableItems(ctx, variables);
  const [me, target] = items['USERS_TABLE'] as [UserItem | null, UserItem | null];
  const [mine, theirs] = items['GROUP_MEMBERSHIPS_TABLE'] as [MembershipItem | null, MembershipItem | null];
  const [myBlock, theirBlock] = items['BLOCKED_USERS_TABLE'] as [unknown, unknown];
  const group = items['GROUPS_TABLE']?.[0] as GroupItem | null;
  const found: Found = { group, mine, theirs, target, hasBlocked: !!myBlock, isBlocked: !!theirBlock };
  assertSignedIn(ctx, me);
  noteRead(ctx);
  ctx.stash['target'] = target;
  const myRole = assertAllowed(ctx, found);
  if (theirs) return answerMember(ctx, theirs);
  assertReachable(found);
  assertRoom(ctx, found);
  const stay = items['PARTICIPANTS_TABLE']?.[0] as GroupParticipantItem | null;
  const { lastSeq } = items['CONVERSATIONS_TABLE']?.[0] as { lastSeq: number };
  ctx.stash['addition'] = { myRole, lastSeq, stay, readSeq: firstReadSeq(stay, lastSeq) };
  return null;
};
