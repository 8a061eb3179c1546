import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { groupConversationId } from '../../../domain/conversationId.ts';
import { ErrorType } from '../../../domain/ErrorType.ts';
import { mayInGroup, type GroupRole } from '../../../domain/groupPolicy.ts';
import type { MembershipItem, ParticipantItem, UserItem } from '../../../domain/items.ts';
import type { MutationAddUserToGroupArgs } from '../../../generated/types.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { batchGet, foundItems, one, type Found } from '../../lib/batch.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { decide, needsReading, settle, type DecisionStash } from '../../lib/decidedWrite.ts';
import { maxGroupMembers } from '../../lib/env.ts';
import { fail } from '../../lib/fail.ts';
import { failNoSuchGroup, failRoleTooLow, failUnreachable, failYouBlocked } from '../../lib/refusals.ts';

/** What the transaction pins and writes. */
interface Addition {
  myRole: GroupRole;
  lastSeq: number;
  stay: ParticipantItem | null;
  readSeq: number;
}

/** The group and the role are set before the first step, the rest by the steps in this order. */
export interface AdditionStash extends DecisionStash<MembershipItem> {
  groupId: string;
  role: GroupRole;
  target?: UserItem | null;
  addition?: Addition;
}

export type AdditionContext = Context<MutationAddUserToGroupArgs, AdditionStash>;

const readsOf = (ctx: AdditionContext) => {
  const { groupId } = ctx.stash;
  const { userId } = ctx.args.input;
  const me = callerOf(ctx).userId;
  const conversationId = groupConversationId(groupId);
  return {
    me: one('USERS_TABLE', { userId: me }),
    target: one('USERS_TABLE', { userId }),
    group: one('GROUPS_TABLE', { groupId }),
    mine: one('GROUP_MEMBERSHIPS_TABLE', { groupId, userId: me }),
    theirs: one('GROUP_MEMBERSHIPS_TABLE', { groupId, userId }),
    head: one('CONVERSATIONS_TABLE', { conversationId }),
    stay: one('PARTICIPANTS_TABLE', { userId, conversationId }),
    myBlock: one('BLOCKED_USERS_TABLE', { blockedId: userId, blockerId: me }),
    theirBlock: one('BLOCKED_USERS_TABLE', { blockedId: me, blockerId: userId }),
  };
};

/** Passed whole: AppSync type-checks the bundle, where a destructured parameter makes each property required. */
type Read = Found<ReturnType<typeof readsOf>>;

export const request = (ctx: AdditionContext): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  return batchGet(ctx, readsOf(ctx));
};

/** Earlier messages do not count as unread, except those that the user left unread in an earlier stay. */
const firstReadSeq = (stay: ParticipantItem | null, lastSeq: number): number => {
  const closed = stay?.closed ?? [];
  const last = closed[closed.length - 1];
  return stay && last && stay.readSeq < last.untilSeq ? stay.readSeq : lastSeq;
};

/** Fails if the caller may not add this role; otherwise returns the caller's role. */
const assertAllowed = (role: GroupRole, found: Read): GroupRole => {
  const { group, mine } = found;
  if (!group || group.deletedAt !== undefined || !mine) return failNoSuchGroup();
  if (!mayInGroup(mine.role, 'addUser', role)) failRoleTooLow();
  return mine.role;
};

const assertReachable = (found: Read): void => {
  const { target, myBlock, theirBlock } = found;
  if (myBlock) failYouBlocked();
  if (target?.status !== 'ACTIVE' || theirBlock) failUnreachable();
};

const assertNotFull = (ctx: AdditionContext, found: Read): void => {
  const { group } = found;
  const limit = maxGroupMembers(ctx);
  if (group && group.memberCount >= limit) fail(ErrorType.LimitExceeded, 'The group is full.', { limit });
};

const answerMember = (ctx: AdditionContext, member: MembershipItem): null => {
  if (member.role !== ctx.stash.role) fail(ErrorType.Conflict, 'This user is in the group with another role.');
  return settle(ctx, member);
};

export const response = (ctx: AdditionContext): null => {
  const found = foundItems(ctx, readsOf(ctx));
  assertSignedIn(ctx, found.me);
  ctx.stash.target = found.target;
  const myRole = assertAllowed(ctx.stash.role, found);
  if (found.theirs) return answerMember(ctx, found.theirs);
  assertReachable(found);
  assertNotFull(ctx, found);
  const { stay, head } = found;
  const lastSeq = head ? head.lastSeq : 0;
  ctx.stash.addition = { myRole, lastSeq, stay, readSeq: firstReadSeq(stay, lastSeq) };
  return decide(ctx);
};
