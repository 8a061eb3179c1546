import type { Conversation } from '../models.ts';
import type { ConversationEntry } from './ConversationEntry.ts';

export interface ConversationList {
  /** Newest activity first. */
  readonly items: readonly Conversation[];
  /** Messages from others that were not read, over the conversations in `items`. */
  readonly unreadCount: number;
  /** Whether `loadConversations` would bring more. */
  readonly hasMore: boolean;
  /** False until the list came from the storage or from the server for the first time. */
  readonly isLoaded: boolean;
}

export interface Paging {
  readonly isLoaded: boolean;
  readonly nextToken: string | null;
}

/** A message that waits counts as activity; a group without messages is as old as the group. */
const activityOf = ({ conversation, outgoing }: ConversationEntry): string => {
  const stored = conversation.lastMessageAt ?? conversation.group?.createdAt ?? '';
  const waiting = outgoing.at(-1)?.createdAt ?? '';
  return waiting > stored ? waiting : stored;
};

const isListed = (entry: ConversationEntry): boolean => entry.isKnown || entry.seen > 0 || entry.outgoing.length > 0;

export const toConversationList = (entries: readonly ConversationEntry[], paging: Paging): ConversationList => {
  const items = entries
    .filter(isListed)
    .map((entry) => [activityOf(entry), entry.conversation] as const)
    .sort(([one, { id }], [other, { id: otherId }]) => {
      if (one !== other) return one > other ? -1 : 1;
      return id < otherId ? -1 : 1;
    })
    .map(([, conversation]) => conversation);
  return {
    items,
    unreadCount: items.reduce((sum, { unreadCount }) => sum + unreadCount, 0),
    hasMore: paging.nextToken !== null,
    isLoaded: paging.isLoaded,
  };
};
