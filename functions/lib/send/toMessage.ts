import { messageId } from '../../../domain/conversationId.ts';
import type { MessageItem } from '../../../domain/items.ts';
import type { Message } from '../../../generated/types.ts';

export const toMessage = (item: MessageItem): Message => ({
  id: messageId(item.conversationId, item.seq),
  conversationId: item.conversationId,
  seq: item.seq,
  version: item.version ?? 1,
  senderId: item.senderId,
  senderUsername: item.senderUsername,
  text: item.text,
  createdAt: item.createdAt,
  clientMessageId: item.clientMessageId,
  hiddenReason: null,
});
