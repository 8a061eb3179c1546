import type { MessagingError } from '../MessagingError.ts';
import type { Message } from '../models.ts';

/** A message that the server has stored. */
export interface StoredItem extends Message {
  readonly state: 'stored';
  /** Stays the same when an outgoing message becomes a stored one: for lists that animate. */
  readonly key: string;
}

/** A message of this person that the server has not acknowledged yet. */
export interface OutgoingItem {
  /** `pending`: waits for its turn, for the network, or for a sign-in. `failed`: waits for `resend` or `discard`. */
  readonly state: 'pending' | 'sending' | 'failed';
  readonly key: string;
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly text: string;
  /** By the clock of this device. */
  readonly createdAt: string;
  /** Why it failed, or why the last attempt did. */
  readonly error?: MessagingError | undefined;
}

export type TimelineItem = StoredItem | OutgoingItem;
