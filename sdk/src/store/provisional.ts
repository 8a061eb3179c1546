import type { Conversation } from '../models.ts';

/** A conversation that the server has not described yet. */
export const provisional = (id: string): Conversation => ({
  id,
  kind: id.startsWith('group:') ? 'GROUP' : 'DIRECT',
  peer: null,
  group: null,
  lastSeq: 0,
  readSeq: 0,
  firstVisibleSeq: 1,
  unreadCount: 0,
  lastMessage: null,
  lastMessageAt: null,
});

/** The id of the direct conversation of two people, which exists before its first message; see docs/data-model.md. */
export const directConversationId = (one: string, other: string): string => `direct:${[one, other].sort().join(':')}`;

/** The other one of a direct conversation. */
export const peerIdOf = (conversationId: string, me: string): string | undefined => {
  const [kind, ...ids] = conversationId.split(':');
  return kind === 'direct' ? ids.find((id) => id !== me) : undefined;
};
