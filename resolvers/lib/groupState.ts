import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { GroupItem, MembershipItem, UserItem } from '../../domain/items.ts';
import { assertSignedIn } from './assertSignedIn.ts';
import { callerOf } from './callerOf.ts';
import { noteRead } from './decidedWrite.ts';
import { fail } from './fail.ts';
import { groupIdOf } from './groupIdOf.ts';
import { failNoSuchGroup } from './groupRefusals.ts';
import { tableItems, tableReads } from './tableReads.ts';

/** What somebody does in a group, to another person or to the group as a whole. */
interface Deed {
  groupId: string;
  otherId: string | null;
}

export const startDeed = (ctx: Context, groupId: string, otherId: string | null): void => {
  const deed: Deed = { groupId: groupIdOf(groupId), otherId };
  ctx.stash['deed'] = deed;
};

/** What such a mutation is decided by, in one round trip. */
export const groupReads = (ctx: Context): DynamoDBBatchGetItemRequest => {
  const { groupId, otherId } = ctx.stash['deed'] as Deed;
  const me = callerOf(ctx).userId;
  const people = otherId === null ? [me] : [me, otherId];
  return tableReads(ctx, {
    USERS_TABLE: people.map((userId) => ({ userId })),
    GROUPS_TABLE: [{ groupId }],
    GROUP_MEMBERSHIPS_TABLE: people.map((userId) => ({ groupId, userId })),
  });
};

export interface GroupState {
  group: GroupItem | null;
  mine: MembershipItem | null;
  /** Of the other person. */
  theirs: MembershipItem | null;
  person: UserItem | null;
}

export const groupState = (ctx: Context): GroupState => {
  const items = tableItems(ctx, ['USERS_TABLE', 'GROUPS_TABLE', 'GROUP_MEMBERSHIPS_TABLE']);
  const [me, person] = items['USERS_TABLE'] as (UserItem | null)[];
  const [mine, theirs] = items['GROUP_MEMBERSHIPS_TABLE'] as (MembershipItem | null)[];
  assertSignedIn(ctx, me ?? null);
  noteRead(ctx);
  return {
    group: items['GROUPS_TABLE']?.[0] as GroupItem | null,
    mine: mine ?? null,
    theirs: theirs ?? null,
    person: person ?? null,
  };
};

/** The group as one of its members knows it; `NotFound` to everybody else. */
export const liveGroup = ({ group, mine }: GroupState): { group: GroupItem; mine: MembershipItem } => {
  if (!group || group.deletedAt !== undefined || !mine) return failNoSuchGroup();
  return { group, mine };
};

export const memberOf = ({ theirs }: GroupState): MembershipItem =>
  theirs ?? fail(ErrorType.NotFound, 'This person is not in the group.');
