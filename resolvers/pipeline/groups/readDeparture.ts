import { runtime, util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import { ErrorType } from '../../../domain/ErrorType.ts';
import { mayInGroup, type GroupRole } from '../../../domain/groupPolicy.ts';
import type { GroupItem, GroupParticipantItem, MembershipItem, UserItem } from '../../../domain/items.ts';
import { limits } from '../../../domain/limits.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsReading, noteRead, settle } from '../../lib/decidedWrite.ts';
import type { DecidedDeparture, Departure } from '../../lib/departure.ts';
import { fail } from '../../lib/fail.ts';
import { failNoSuchGroup, failRoleTooLow } from '../../lib/groupRefusals.ts';
import { tableItems, tableReads } from '../../lib/tableReads.ts';

const variables = [
  'USERS_TABLE',
  'GROUPS_TABLE',
  'GROUP_MEMBERSHIPS_TABLE',
  'CONVERSATIONS_TABLE',
  'PARTICIPANTS_TABLE',
];

/** A batch names no key twice: who leaves is asked for once, at first place. */
export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  const { groupId, userId } = ctx.stash['departure'] as Departure;
  const conversationId = groupConversationId(groupId);
  const me = callerOf(ctx).userId;
  const people = userId === me ? [me] : [userId, me];
  return tableReads(ctx, {
    USERS_TABLE: people.map((id) => ({ userId: id })),
    GROUPS_TABLE: [{ groupId }],
    GROUP_MEMBERSHIPS_TABLE: people.map((id) => ({ groupId, userId: id })),
    CONVERSATIONS_TABLE: [{ conversationId }],
    PARTICIPANTS_TABLE: [{ userId, conversationId }],
  });
};

interface Found {
  group: GroupItem | null;
  /** Of the person who goes, and of who asks. */
  theirs: MembershipItem | null;
  mine: MembershipItem | null;
  stay: GroupParticipantItem | null;
  lastSeq: number;
}

const mayRemove = (mine: MembershipItem, role: GroupRole): boolean => mayInGroup(mine.role, 'removeUser', role);

/**
 * Who is out already is answered from his last stay. Its end is only moved by a repeat that comes soon: later, messages
 * that were sent long after he went would become his to read.
 */
const answerRepeat = (ctx: Context, { stay, mine }: Found): null => {
  const { groupId, userId } = ctx.stash['departure'] as Departure;
  const closed = stay?.closed ?? [];
  const last = closed[closed.length - 1];
  if (!last) {
    if (userId === callerOf(ctx).userId) return failNoSuchGroup();
    return fail(ErrorType.NotFound, 'This person is not in the group.');
  }
  if (mine && !mayRemove(mine, last.role)) failRoleTooLow();
  ctx.stash['membership'] = { groupId, userId, role: last.role, joinedAt: last.joinedAt };
  const isRecent = util.time.nowEpochSeconds() - (last.closing ?? 0) <= limits.finishStaySeconds;
  if (isRecent) ctx.stash['unfinished'] = closed.length - 1;
  settle(ctx);
  return null;
};

/** Whether the group ends with this. */
const isDeletion = (group: GroupItem, membership: MembershipItem): boolean => {
  if (mayInGroup(membership.role, 'leave', 'GROUP')) return false;
  if (group.memberCount > 1) {
    fail(ErrorType.Forbidden, 'You own the group: transfer it first.', { reason: 'OWNER_MUST_TRANSFER' });
  }
  return true;
};

const toClosing = ({ group, stay, theirs, lastSeq }: Found, remover: MembershipItem | null): DecidedDeparture => {
  const membership = theirs as MembershipItem;
  return {
    removerRole: remover ? remover.role : null,
    membership,
    index: (stay?.closed ?? []).length,
    untilSeq: lastSeq,
    isDeletion: remover ? false : isDeletion(group as GroupItem, membership),
  };
};

const isLive = (group: GroupItem | null): boolean => !!group && group.deletedAt === undefined;

const decideLeave = (ctx: Context, found: Found): null => {
  if (!found.theirs) return answerRepeat(ctx, found);
  if (!isLive(found.group)) failNoSuchGroup();
  ctx.stash['closing'] = toClosing(found, null);
  return null;
};

const decideRemoval = (ctx: Context, found: Found): null => {
  const { mine, theirs } = found;
  if (!isLive(found.group) || !mine) return failNoSuchGroup();
  if (!theirs) return answerRepeat(ctx, found);
  if (!mayRemove(mine, theirs.role)) failRoleTooLow();
  ctx.stash['closing'] = toClosing(found, mine);
  return null;
};

export const response = (ctx: Context): null => {
  const items = tableItems(ctx, variables);
  const { userId } = ctx.stash['departure'] as Departure;
  const isLeave = userId === callerOf(ctx).userId;
  const [person, remover] = items['USERS_TABLE'] as (UserItem | null)[];
  const [theirs, mine] = items['GROUP_MEMBERSHIPS_TABLE'] as (MembershipItem | null)[];
  const { lastSeq } = (items['CONVERSATIONS_TABLE']?.[0] ?? { lastSeq: 0 }) as { lastSeq: number };
  assertSignedIn(ctx, (isLeave ? person : remover) ?? null);
  noteRead(ctx);
  ctx.stash['person'] = person ?? null;
  const found: Found = {
    group: items['GROUPS_TABLE']?.[0] as GroupItem | null,
    theirs: theirs ?? null,
    mine: mine ?? null,
    stay: items['PARTICIPANTS_TABLE']?.[0] as GroupParticipantItem | null,
    lastSeq,
  };
  return isLeave ? decideLeave(ctx, found) : decideRemoval(ctx, found);
};
