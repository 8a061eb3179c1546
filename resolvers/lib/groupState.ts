import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { GroupItem, MembershipItem, UserItem } from '../../domain/items.ts';
import type { TableAction, TableExpression } from '../../domain/TableAction.ts';
import { assertSignedIn } from './assertSignedIn.ts';
import { batchGet, foundItems, many, one } from './batch.ts';
import { callerOf } from './callerOf.ts';
import { needsReading, type DecisionStash } from './decidedWrite.ts';
import { groupIdOf } from './ids.ts';
import { failNoSuchGroup, failNotInGroup } from './refusals.ts';

/** A change to another member of a group, or to the group as a whole. */
interface GroupChange {
  groupId: string;
  otherId: string | null;
}

/** `change` is set before the first step, the actions by the step that decides. */
export interface GroupChangeStash<Answer> extends DecisionStash<Answer> {
  change: GroupChange;
  actions?: TableAction[];
}

type GroupChangeContext = Context<unknown, GroupChangeStash<unknown>>;

export const startGroupChange = (
  ctx: Context<unknown, Partial<GroupChangeStash<unknown>>>,
  groupId: string,
  otherId: string | null,
): Record<string, never> => {
  ctx.stash.change = { groupId: groupIdOf(groupId), otherId };
  return {};
};

/** A batch must not contain a key twice, so a change to the group as a whole reads only the caller. */
const readsOf = (ctx: GroupChangeContext) => {
  const { groupId, otherId } = ctx.stash.change;
  const { userId } = callerOf(ctx);
  const others = otherId === null ? [] : [otherId];
  return {
    me: one('USERS_TABLE', { userId }),
    users: many(
      'USERS_TABLE',
      others.map((id) => ({ userId: id })),
    ),
    group: one('GROUPS_TABLE', { groupId }),
    mine: one('GROUP_MEMBERSHIPS_TABLE', { groupId, userId }),
    others: many(
      'GROUP_MEMBERSHIPS_TABLE',
      others.map((id) => ({ groupId, userId: id })),
    ),
  };
};

/** Reads everything the decision depends on in one round trip. */
export const groupReads = (ctx: GroupChangeContext): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  return batchGet(ctx, readsOf(ctx));
};

export interface GroupState {
  group: GroupItem | null;
  mine: MembershipItem | null;
  /** The membership of the other user. */
  theirs: MembershipItem | null;
  user: UserItem | null;
}

export const groupState = (ctx: GroupChangeContext): GroupState => {
  const { me, users, group, mine, others } = foundItems(ctx, readsOf(ctx));
  assertSignedIn(ctx, me);
  return { group, mine, theirs: others[0] ?? null, user: users[0] ?? null };
};

/** The group as its members see it; `NotFound` for everyone else. */
export const liveGroup = ({ group, mine }: GroupState): { group: GroupItem; mine: MembershipItem } => {
  if (!group || group.deletedAt !== undefined || !mine) return failNoSuchGroup();
  return { group, mine };
};

export const memberOf = ({ theirs }: GroupState): MembershipItem => theirs ?? failNotInGroup();

/**
 * The group is not deleted and, in the first decision, still has the member count of the answer. The second decision does
 * not pin the count, so that users who keep joining a group cannot starve its owner.
 */
export const groupPin = ({ stash }: Pick<GroupChangeContext, 'stash'>, { memberCount }: GroupItem): TableExpression =>
  stash.phase === undefined
    ? { text: 'attribute_not_exists(deletedAt) AND memberCount = :count', values: { ':count': memberCount } }
    : { text: 'attribute_not_exists(deletedAt)' };
