import { isGroupConversation } from '../../../domain/conversationId.ts';
import type { MessageItem } from '../../../domain/items.ts';
import { readItems, type ReadDeps } from '../dynamodb/readItems.ts';

export interface HiddenSenderDeps extends ReadDeps {
  readonly tables: { readonly blockedUsers: string };
}

/**
 * Which senders of group messages the reader has blocked: one round trip for a page, and none without others' group
 * messages. Read after the messages, so that no message of a send that began after a block is shown (P4).
 */
export const loadHiddenSenders = async (
  deps: HiddenSenderDeps,
  reader: string,
  items: readonly Pick<MessageItem, 'conversationId' | 'senderId'>[],
): Promise<ReadonlySet<string>> => {
  const senders = new Set(
    items
      .filter(({ conversationId, senderId }) => isGroupConversation(conversationId) && senderId !== reader)
      .map(({ senderId }) => senderId),
  );
  const keys = [...senders].map((blockedId) => ({ blockedId, blockerId: reader }));
  const blocks = await readItems(
    deps,
    keys.map((key) => ({ table: deps.tables.blockedUsers, key })),
  );
  return new Set(keys.filter((_, index) => blocks[index] !== undefined).map(({ blockedId }) => blockedId));
};
