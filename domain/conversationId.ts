/** Two people have one direct conversation, whoever writes first. */
export const directConversationId = (oneUserId: string, otherUserId: string): string =>
  oneUserId < otherUserId ? `direct:${oneUserId}:${otherUserId}` : `direct:${otherUserId}:${oneUserId}`;

/** With it begin the conversation ids of groups, and no others. */
export const groupPrefix = 'group:';

export const groupConversationId = (groupId: string): string => `${groupPrefix}${groupId}`;

export const isGroupConversation = (conversationId: string): boolean => conversationId.startsWith(groupPrefix);

export const messageId = (conversationId: string, seq: number): string => `${conversationId}:${seq}`;
