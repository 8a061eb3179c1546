import { limits } from '../../domain/limits.ts';
import type { Message } from '../../generated/types.ts';
import { loadHiddenSenders, type HiddenSenderDeps } from '../lib/conversations/loadHiddenSenders.ts';
import { loadMessages, type MessagesDeps } from '../lib/conversations/loadMessages.ts';
import { toShown } from '../lib/conversations/toShown.ts';
import type { SeqRange } from '../lib/conversations/windows.ts';

export interface PageDeps extends MessagesDeps {
  readonly tables: MessagesDeps['tables'] & HiddenSenderDeps['tables'];
}

/** Messages of one conversation that wait to be shown. */
export interface Waiting extends SeqRange {
  readonly conversationId: string;
}

export interface Page {
  readonly messages: readonly Message[];
  /** The last seq that this page has dealt with, by conversation. */
  readonly reached: ReadonlyMap<string, number>;
  readonly isWhole: boolean;
}

/** `seq` is dense, so the ranges tell how many messages wait: the first ones that fill a page. */
const firstRanges = (waiting: readonly Waiting[], limit: number): Waiting[] => {
  const chosen: Waiting[] = [];
  let room = limit;
  for (const range of waiting) {
    if (room <= 0) break;
    const to = Math.min(range.to, range.from + room);
    chosen.push({ ...range, to });
    room -= to - range.from;
  }
  return chosen;
};

/**
 * Reads the next page of what waits, all ranges at once. It ends at `limit` messages or 1 MB.
 *
 * @param isShown which messages the page holds; the others are passed over
 */
export const loadPage = async (
  deps: PageDeps,
  waiting: readonly Waiting[],
  { reader, limit, isShown }: { reader: string; limit: number; isShown: (message: Message) => boolean },
): Promise<Page> => {
  const chosen = firstRanges(waiting, limit);
  const loaded = await Promise.all(chosen.map((range) => loadMessages(deps, range.conversationId, range)));
  const items = loaded.flat();
  const hiddenSenders = await loadHiddenSenders(deps, reader, items);
  const messages: Message[] = [];
  const reached = new Map<string, number>();
  let bytes = 0;
  for (const item of items) {
    const message = toShown(item, hiddenSenders);
    if (isShown(message)) {
      bytes += Buffer.byteLength(JSON.stringify(message));
      if (bytes > limits.pageBytes && messages.length > 0) break;
      messages.push(message);
    }
    reached.set(item.conversationId, item.seq);
  }
  const isWhole = waiting.every(({ conversationId, to }) => (reached.get(conversationId) ?? 0) >= to);
  return { messages, reached, isWhole };
};
