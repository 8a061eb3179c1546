import { groupConversationId } from './conversationId.ts';
import type { GroupRole } from './groupPolicy.ts';
import type { TableAction, TableExpression } from './TableAction.ts';

/** A user's stay in a group as read before it is closed: what the transaction pins and writes. */
export interface Closing {
  membership: { groupId: string; userId: string; role: GroupRole; joinedAt: string; fromSeq: number };
  /** Number of stays closed before. */
  index: number;
  /** The last message before the transaction. */
  untilSeq: number;
  /** True when the departing user is the last member; the group is deleted too. */
  isDeletion: boolean;
}

export interface Moment {
  /** ISO 8601 */
  now: string;
  /** The same in seconds since the epoch. */
  seconds: number;
}

const participantKey = (groupId: string, userId: string): Record<string, string> => ({
  userId,
  conversationId: groupConversationId(groupId),
});

/** Ends the stay at the last seq that was read. `endOfStay` moves the end to the last message before this took effect. */
const stayActions = ({ membership, index, untilSeq }: Closing, { seconds }: Moment): TableAction[] => {
  const { groupId, userId, role, joinedAt, fromSeq } = membership;
  return [
    {
      table: 'GROUP_MEMBERSHIPS_TABLE',
      operation: 'DeleteItem',
      key: { groupId, userId },
      condition: { text: '#role = :role', values: { ':role': role } },
    },
    {
      table: 'PARTICIPANTS_TABLE',
      operation: 'UpdateItem',
      key: participantKey(groupId, userId),
      update: {
        text: 'SET closed = list_append(if_not_exists(closed, :none), :stay) REMOVE fromSeq, joinedAt',
        values: { ':none': [], ':stay': [{ fromSeq, untilSeq, role, joinedAt, closing: seconds }] },
      },
      condition:
        index === 0
          ? { text: 'fromSeq = :from AND attribute_not_exists(closed)', values: { ':from': fromSeq } }
          : { text: 'fromSeq = :from AND size(closed) = :index', values: { ':from': fromSeq, ':index': index } },
    },
  ];
};

/** The group has no members and takes no messages after this; former members can still read their messages. */
const groupDeletion = (
  groupId: string,
  { deletedBy, now, condition }: { deletedBy: string; now: string; condition: TableExpression },
): TableAction[] => [
  {
    table: 'GROUPS_TABLE',
    operation: 'UpdateItem',
    key: { groupId },
    update: {
      text: 'SET deletedAt = :now, deletedBy = :me, memberCount = :none',
      values: { ':now': now, ':me': deletedBy, ':none': 0 },
    },
    condition,
  },
  {
    table: 'CONVERSATIONS_TABLE',
    operation: 'UpdateItem',
    key: { conversationId: groupConversationId(groupId) },
    update: { text: 'SET closedAt = :now', values: { ':now': now } },
  },
];

/** Deletes a group of any size. */
export const deletionActions = (groupId: string, deletedBy: string, now: string): TableAction[] =>
  groupDeletion(groupId, { deletedBy, now, condition: { text: 'attribute_not_exists(deletedAt)' } });

/** Deletes a group with its last member, unless another user has joined since the read. */
const lastDeletionActions = (groupId: string, deletedBy: string, now: string): TableAction[] =>
  groupDeletion(groupId, {
    deletedBy,
    now,
    condition: { text: 'attribute_not_exists(deletedAt) AND memberCount = :one', values: { ':one': 1 } },
  });

/** Decrements the member count. Sets no condition on the head: sends in a busy group must not starve a removal. */
const lossAction = (groupId: string): TableAction => ({
  table: 'GROUPS_TABLE',
  operation: 'UpdateItem',
  key: { groupId },
  update: { text: 'SET memberCount = memberCount - :one', values: { ':one': 1 } },
  condition: { text: 'attribute_not_exists(deletedAt)' },
});

/** Removes a member from a group, and deletes the group with its last member. */
export const departureActions = (closing: Closing, moment: Moment): TableAction[] => {
  const { groupId, userId } = closing.membership;
  return [
    ...stayActions(closing, moment),
    ...(closing.isDeletion ? lastDeletionActions(groupId, userId, moment.now) : [lossAction(groupId)]),
  ];
};

/**
 * Ends a stay at the last message before the removal took effect. A user who has joined again by then has a stay that
 * this must not overlap.
 */
export const endOfStay = (
  { groupId, userId }: { groupId: string; userId: string },
  { index, lastSeq }: { index: number; lastSeq: number },
): TableAction => {
  const stay = `closed[${index}]`;
  return {
    table: 'PARTICIPANTS_TABLE',
    operation: 'UpdateItem',
    key: participantKey(groupId, userId),
    update: { text: `SET ${stay}.untilSeq = :last REMOVE ${stay}.closing`, values: { ':last': lastSeq } },
    condition: { text: `attribute_exists(${stay}.closing) AND attribute_not_exists(fromSeq)` },
  };
};
