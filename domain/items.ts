import type { GroupRole } from './groupPolicy.ts';

/**
 * The one declaration of every row. Types only, so that resolvers and functions share them. Keys and indexes are in
 * infra/tables.ts, access patterns in docs/data-model.md. Times are ISO 8601 unless a comment says otherwise.
 */

/** Users */
export interface UserItem {
  readonly userId: string;
  /** Lower case. */
  readonly username: string;
  readonly displayName: string;
  readonly status: 'ACTIVE' | 'DISABLED' | 'DELETED';
  /** Sign-ins up to this second have ended; seconds since the epoch. */
  readonly signedOutAt?: number;
  readonly createdAt: string;
}

/** BlockedUsers */
export interface BlockItem {
  readonly blockedId: string;
  readonly blockerId: string;
  readonly createdAt: string;
}

/** Groups */
export interface GroupItem {
  readonly groupId: string;
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly memberCount: number;
  /** The input of `createGroup`, to recognise repeats: resolvers/lib/groupCreation.ts. */
  readonly creation: string;
  readonly deletedAt?: string;
  readonly deletedBy?: string;
  /** The last user who transferred the group, and the user they transferred it to, to recognise repeats. */
  readonly transferredBy?: string;
  readonly transferredTo?: string;
}

/** GroupMemberships */
export interface MembershipItem {
  readonly groupId: string;
  readonly userId: string;
  readonly role: GroupRole;
  readonly joinedAt: string;
  /** Messages after this seq are visible to the member. */
  readonly fromSeq: number;
}

/**
 * UsernameReservations: a name that is, or was, in use. The row outlives the account, so that another user cannot take the
 * name.
 */
export interface UsernameReservationItem {
  /** HMAC-SHA256 of the name in lower case, base64url. */
  readonly usernameHash: string;
  readonly userId: string;
}

/** Conversations: the head of a conversation. */
export interface HeadItem {
  readonly conversationId: string;
  readonly kind: 'DIRECT' | 'GROUP';
  readonly lastSeq: number;
  readonly lastMessageAt?: string;
  /** Set when the group was deleted: nothing is sent to it any more. */
  readonly closedAt?: string;
}

/** A former stay of a user in a group. */
export interface ClosedStayItem {
  readonly fromSeq: number;
  readonly untilSeq: number;
  readonly role: GroupRole;
  readonly joinedAt: string;
  /** The time of closing in seconds since the epoch, while `untilSeq` is not final. */
  readonly closing?: number;
}

/** Participants: one user in one conversation. */
export interface ParticipantItem {
  readonly userId: string;
  readonly conversationId: string;
  readonly readSeq: number;
  /** Messages after this seq are visible while the user is in the conversation; absent after they left. */
  readonly fromSeq?: number;
  readonly closed?: readonly ClosedStayItem[];
  /** The other user of a direct conversation. */
  readonly peerId?: string;
  readonly groupId?: string;
  /** Start of the open stay in a group. */
  readonly joinedAt?: string;
}

/** Participants: a row of a group. */
export interface GroupParticipantItem extends ParticipantItem {
  readonly groupId: string;
}

/** Messages */
export interface MessageItem {
  readonly conversationId: string;
  readonly seq: number;
  /** 1 where absent. */
  readonly version?: number;
  readonly senderId: string;
  readonly senderUsername: string;
  readonly text: string;
  readonly createdAt: string;
  readonly clientMessageId: string;
}

/** SendKeys */
export interface SendKeyItem {
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly seq: number;
  /** A hash of the sent content, which distinguishes a repeat from a reuse. */
  readonly fingerprint: string;
  /** Seconds since the epoch. DynamoDB deletes rows later than that, so readers check it themselves. */
  readonly expiresAt: number;
}

/** The row types by the variable that holds their table's name: infra/tables.ts. */
export interface Rows {
  USERS_TABLE: UserItem;
  BLOCKED_USERS_TABLE: BlockItem;
  GROUPS_TABLE: GroupItem;
  GROUP_MEMBERSHIPS_TABLE: MembershipItem;
  CONVERSATIONS_TABLE: HeadItem;
  PARTICIPANTS_TABLE: ParticipantItem;
  MESSAGES_TABLE: MessageItem;
  SEND_KEYS_TABLE: SendKeyItem;
}

export type TableVariable = keyof Rows;
