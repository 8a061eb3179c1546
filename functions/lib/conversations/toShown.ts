import { isGroupConversation } from '../../../domain/conversationId.ts';
import type { MessageItem } from '../../../domain/items.ts';
import type { Message } from '../../../generated/types.ts';
import { toMessage } from '../send/toMessage.ts';
import { toRedacted } from '../send/toRedacted.ts';

/** A message as its reader sees it. Direct messages of a block were never stored, and older ones stay readable. */
export const toShown = (item: MessageItem, hiddenSenders: ReadonlySet<string>): Message =>
  isGroupConversation(item.conversationId) && hiddenSenders.has(item.senderId)
    ? toRedacted(toMessage(item))
    : toMessage(item);
