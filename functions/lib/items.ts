import type { GroupRole } from '../../domain/groupPolicy.ts';

/** The items of the tables; their keys and access patterns are in docs/data-model.md. */

export interface UserItem {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly status: 'ACTIVE' | 'DISABLED' | 'DELETED';
  /** Seconds since the epoch. */
  readonly signedOutAt?: number;
  readonly createdAt: string;
}

export interface HeadItem {
  readonly conversationId: string;
  readonly kind: 'DIRECT' | 'GROUP';
  readonly lastSeq: number;
  readonly lastMessageAt?: string;
  readonly closedAt?: string;
}

export interface ParticipantItem {
  readonly userId: string;
  readonly conversationId: string;
  readonly readSeq: number;
  /** Messages after this one are visible, as long as the person is in the conversation. */
  readonly fromSeq?: number;
  readonly closed?: readonly { readonly fromSeq: number; readonly untilSeq: number; readonly joinedAt: string }[];
  readonly peerId?: string;
  readonly groupId?: string;
  /** Of the stay in a group that is open. */
  readonly joinedAt?: string;
}

/** The same of a group. */
export interface GroupParticipantItem extends Omit<ParticipantItem, 'closed'> {
  readonly groupId: string;
  readonly closed?: readonly ClosedStayItem[];
}

interface ClosedStayItem {
  readonly fromSeq: number;
  readonly untilSeq: number;
  readonly role: GroupRole;
  readonly joinedAt: string;
  /** When it was closed, in seconds since the epoch, as long as `untilSeq` is not final. */
  readonly closing?: number;
}

export interface MessageItem {
  readonly conversationId: string;
  readonly seq: number;
  readonly senderId: string;
  readonly senderUsername: string;
  readonly text: string;
  readonly createdAt: string;
  readonly clientMessageId: string;
}

export interface SendKeyItem {
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly seq: number;
  /** Of what was sent, to tell a repeat from a reuse. */
  readonly fingerprint: string;
  /** Seconds since the epoch; DynamoDB deletes later than that, so readers look at it themselves. */
  readonly expiresAt: number;
}

export interface GroupItem {
  readonly groupId: string;
  readonly name: string;
  readonly createdAt: string;
  readonly memberCount: number;
  readonly deletedAt?: string;
}

export interface MembershipItem {
  readonly groupId: string;
  readonly userId: string;
  readonly role: GroupRole;
  readonly joinedAt: string;
  readonly fromSeq: number;
}
