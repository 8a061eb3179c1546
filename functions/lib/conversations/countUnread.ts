import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isGroupConversation } from '../../../domain/conversationId.ts';
import { limits } from '../../../domain/limits.ts';
import { visibleRanges, type SeqRange } from '../windows.ts';
import { loadHiddenSenders } from './loadHiddenSenders.ts';
import type { ReadDeps } from '../readItems.ts';
import type { Stay } from './Stay.ts';

export interface UnreadDeps extends ReadDeps {
  readonly tables: { readonly messages: string; readonly blockedUsers: string };
}

/** Messages looked at in one round trip: most counts end with the first. */
const messagesPerQuery = 2 * limits.unreadCount;

interface Sent {
  readonly conversationId: string;
  readonly seq: number;
  readonly senderId: string;
}

const loadSenders = async ({ documents, tables }: UnreadDeps, conversationId: string, { from, to }: SeqRange) => {
  const { Items } = await documents.send(
    new QueryCommand({
      TableName: tables.messages,
      KeyConditionExpression: 'conversationId = :id AND seq BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':id': conversationId, ':first': from + 1, ':last': to },
      ProjectionExpression: 'conversationId, seq, senderId',
      ConsistentRead: true,
      Limit: messagesPerQuery,
    }),
  );
  return (Items ?? []) as Sent[];
};

const countShown = async (deps: UnreadDeps, me: string, sent: readonly Sent[]): Promise<number> => {
  const others = sent.filter(({ senderId }) => senderId !== me);
  const hidden = await loadHiddenSenders(deps, me, others);
  return others.filter(({ conversationId, senderId }) => !(isGroupConversation(conversationId) && hidden.has(senderId)))
    .length;
};

/**
 * Others' messages that the person may see with their text and has not read. Counted from the messages themselves, so
 * that nothing can drift: exact up to 99, and 100 means that many or more.
 */
export const countUnread = async (deps: UnreadDeps, me: string, { row, head }: Stay): Promise<number> => {
  let count = 0;
  for (const range of visibleRanges(row, head.lastSeq, row.readSeq)) {
    for (let from = range.from; from < range.to && count < limits.unreadCount;) {
      const sent = await loadSenders(deps, row.conversationId, { from, to: range.to });
      count += await countShown(deps, me, sent);
      from = sent.at(-1)?.seq ?? range.to;
    }
  }
  return Math.min(count, limits.unreadCount);
};
