import { runtime, util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import { ErrorType } from '../../../domain/ErrorType.ts';
import { mayInGroup, type GroupRole } from '../../../domain/groupPolicy.ts';
import type { GroupItem, MembershipItem, UserItem } from '../../../domain/items.ts';
import { limits } from '../../../domain/limits.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { batchGet, foundItems, many, one, type Found } from '../../lib/batch.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { decide, needsReading, settle } from '../../lib/decidedWrite.ts';
import type { DepartureStash } from '../../lib/departure.ts';
import { fail } from '../../lib/fail.ts';
import { failNoSuchGroup, failNotInGroup, failRoleTooLow } from '../../lib/refusals.ts';

type DepartureContext = Context<unknown, DepartureStash>;

const isLeave = (ctx: DepartureContext): boolean => ctx.stash.departure.userId === callerOf(ctx).userId;

/** A batch must not contain a key twice, so a user who leaves is not also read as a remover. */
const readsOf = (ctx: DepartureContext) => {
  const { groupId, userId } = ctx.stash.departure;
  const conversationId = groupConversationId(groupId);
  const removers = isLeave(ctx) ? [] : [callerOf(ctx).userId];
  return {
    user: one('USERS_TABLE', { userId }),
    removers: many(
      'USERS_TABLE',
      removers.map((id) => ({ userId: id })),
    ),
    group: one('GROUPS_TABLE', { groupId }),
    theirs: one('GROUP_MEMBERSHIPS_TABLE', { groupId, userId }),
    removerMemberships: many(
      'GROUP_MEMBERSHIPS_TABLE',
      removers.map((id) => ({ groupId, userId: id })),
    ),
    head: one('CONVERSATIONS_TABLE', { conversationId }),
    stay: one('PARTICIPANTS_TABLE', { userId, conversationId }),
  };
};

export const request = (ctx: DepartureContext): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  return batchGet(ctx, readsOf(ctx));
};

type Read = Found<ReturnType<typeof readsOf>>;

const mayRemove = (mine: MembershipItem, role: GroupRole): boolean => mayInGroup(mine.role, 'removeUser', role);

/**
 * Answers for a former member from their last stay. Only an early repeat moves the end of the stay: a late one would
 * reveal messages that were sent long after the user left.
 */
const answerRepeat = (ctx: DepartureContext, { stay, user }: Read, mine: MembershipItem | null): null => {
  const { groupId, userId } = ctx.stash.departure;
  const closed = stay?.closed ?? [];
  const last = closed[closed.length - 1];
  if (!last) {
    if (isLeave(ctx)) return failNoSuchGroup();
    return failNotInGroup();
  }
  if (mine && !mayRemove(mine, last.role)) failRoleTooLow();
  const isRecent = util.time.nowEpochSeconds() - (last.closing ?? 0) <= limits.finishStaySeconds;
  if (isRecent) ctx.stash.unfinished = closed.length - 1;
  return settle(ctx, { membership: { groupId, userId, role: last.role, joinedAt: last.joinedAt }, user });
};

/** Whether the group is deleted with this departure. */
const isDeletion = (group: GroupItem, membership: MembershipItem): boolean => {
  if (mayInGroup(membership.role, 'leave', 'GROUP')) return false;
  if (group.memberCount > 1) {
    fail(ErrorType.Forbidden, 'You own the group: transfer it first.', { reason: 'OWNER_MUST_TRANSFER' });
  }
  return true;
};

interface Decision {
  membership: MembershipItem;
  remover: MembershipItem | null;
  isDeletion: boolean;
}

const decideDeparture = (ctx: DepartureContext, { head, stay, user }: Read, decision: Decision): null => {
  const { membership, remover } = decision;
  ctx.stash.closing = {
    removerRole: remover ? remover.role : null,
    membership,
    index: (stay?.closed ?? []).length,
    untilSeq: head ? head.lastSeq : 0,
    isDeletion: decision.isDeletion,
  };
  return decide(ctx, { membership, user });
};

const isLive = (group: GroupItem | null): group is GroupItem => !!group && group.deletedAt === undefined;

const decideLeave = (ctx: DepartureContext, found: Read): null => {
  const { group, theirs } = found;
  if (!theirs) return answerRepeat(ctx, found, null);
  if (!isLive(group)) return failNoSuchGroup();
  return decideDeparture(ctx, found, { membership: theirs, remover: null, isDeletion: isDeletion(group, theirs) });
};

const decideRemoval = (ctx: DepartureContext, found: Read): null => {
  const { group, theirs, removerMemberships } = found;
  const mine = removerMemberships[0];
  if (!isLive(group) || !mine) return failNoSuchGroup();
  if (!theirs) return answerRepeat(ctx, found, mine);
  if (!mayRemove(mine, theirs.role)) failRoleTooLow();
  return decideDeparture(ctx, found, { membership: theirs, remover: mine, isDeletion: false });
};

export const response = (ctx: DepartureContext): null => {
  const found = foundItems(ctx, readsOf(ctx));
  const me: UserItem | null = isLeave(ctx) ? found.user : (found.removers[0] ?? null);
  assertSignedIn(ctx, me);
  return isLeave(ctx) ? decideLeave(ctx, found) : decideRemoval(ctx, found);
};
