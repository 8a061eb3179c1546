/** Two people have one direct conversation, whoever writes first. */
export const directConversationId = (oneUserId: string, otherUserId: string): string =>
  oneUserId < otherUserId ? `direct:${oneUserId}:${otherUserId}` : `direct:${otherUserId}:${oneUserId}`;

export const messageId = (conversationId: string, seq: number): string => `${conversationId}:${seq}`;
