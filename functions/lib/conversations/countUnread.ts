import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isGroupConversation } from '../../../domain/conversationId.ts';
import { limits } from '../../../domain/limits.ts';
import type { ReadDeps } from '../dynamodb/readItems.ts';
import { loadHiddenSenders } from './loadHiddenSenders.ts';
import type { Stay } from './Stay.ts';
import { visibleRanges, type SeqRange } from './windows.ts';

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

const countShown = (me: string, sent: readonly Sent[], hidden: ReadonlySet<string>): number =>
  sent.filter(
    ({ conversationId, senderId }) => senderId !== me && !(isGroupConversation(conversationId) && hidden.has(senderId)),
  ).length;

/** How far the count of one conversation has come: what of it is still to be looked at, and the number so far. */
interface Progress {
  readonly conversationId: string;
  readonly ranges: readonly SeqRange[];
  readonly count: number;
}

const toProgress = ({ row, head }: Stay): Progress => ({
  conversationId: row.conversationId,
  ranges: visibleRanges(row, head.lastSeq, row.readSeq),
  count: 0,
});

const nextRange = ({ ranges, count }: Progress): SeqRange | undefined =>
  count < limits.unreadCount ? ranges[0] : undefined;

/** What is left of the ranges when so much of the first one has been looked at. */
const without = ([first, ...others]: readonly SeqRange[], sent: readonly Sent[]): SeqRange[] => {
  const reached = sent.at(-1)?.seq;
  return first && reached !== undefined && reached < first.to ? [{ from: reached, to: first.to }, ...others] : others;
};

/**
 * Others' messages that the person may see with their text and has not read, by conversation. Counted from the messages
 * themselves, so that nothing can drift: exact up to 99, and 100 means that many or more. The conversations are looked
 * at together: a Query for each that has something unread, then the blocks of all senders at once.
 */
export const countUnread = async (deps: UnreadDeps, me: string, stays: readonly Stay[]): Promise<number[]> => {
  let progress = stays.map(toProgress);
  while (progress.some((one) => nextRange(one))) {
    const sent = await Promise.all(
      progress.map((one) => {
        const range = nextRange(one);
        return range ? loadSenders(deps, one.conversationId, range) : Promise.resolve(undefined);
      }),
    );
    const hidden = await loadHiddenSenders(
      deps,
      me,
      sent.flatMap((ofOne) => ofOne ?? []),
    );
    progress = progress.map((one, index) => {
      const ofOne = sent[index];
      if (!ofOne) return one;
      return { ...one, ranges: without(one.ranges, ofOne), count: one.count + countShown(me, ofOne, hidden) };
    });
  }
  return progress.map(({ count }) => Math.min(count, limits.unreadCount));
};
