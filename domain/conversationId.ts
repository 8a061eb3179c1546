/** Two users have one direct conversation, regardless of who writes first. */
export const directConversationId = (oneUserId: string, otherUserId: string): string =>
  oneUserId < otherUserId ? `direct:${oneUserId}:${otherUserId}` : `direct:${otherUserId}:${oneUserId}`;

/** The start of the conversation ids of groups, and of no others. */
export const groupPrefix = 'group:';

export const groupConversationId = (groupId: string): string => `${groupPrefix}${groupId}`;

export const isGroupConversation = (conversationId: string): boolean => conversationId.startsWith(groupPrefix);

export const messageId = (conversationId: string, seq: number): string => `${conversationId}:${seq}`;
