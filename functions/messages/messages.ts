import { ErrorType } from '../../domain/ErrorType.ts';
import type { MessagePage, QueryMessagesArgs } from '../../generated/types.ts';
import { loadHiddenSenders, type HiddenSenderDeps } from '../lib/conversations/loadHiddenSenders.ts';
import { loadMessages, type MessagesDeps } from '../lib/conversations/loadMessages.ts';
import { loadStay, type StayDeps } from '../lib/conversations/loadStay.ts';
import type { Stay } from '../lib/conversations/Stay.ts';
import { toPageSize } from '../lib/conversations/toPageSize.ts';
import { toShown } from '../lib/conversations/toShown.ts';
import type { SeqRange } from '../lib/conversations/windows.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

export interface HistoryDeps extends StayDeps {
  readonly tables: StayDeps['tables'] & MessagesDeps['tables'] & HiddenSenderDeps['tables'];
}

interface Slice {
  readonly range: SeqRange | undefined;
  readonly hasMore: boolean;
}

/** What lies before `before`, the newest of it: `seq` is dense, so a range is as long as its page. */
const sliceBefore = ({ ranges }: Stay, before: number, size: number): Slice => {
  const older = ranges
    .map(({ from, to }) => ({ from, to: Math.min(to, before - 1) }))
    .filter(({ from, to }) => from < to);
  const newest = older.at(-1);
  if (!newest) return { range: undefined, hasMore: false };
  const range = { from: Math.max(newest.from, newest.to - size), to: newest.to };
  return { range, hasMore: older.length > 1 || range.from > newest.from };
};

const sliceAfter = ({ ranges }: Stay, after: number, size: number): Slice => {
  const newer = ranges.map(({ from, to }) => ({ from: Math.max(from, after), to })).filter(({ from, to }) => from < to);
  const [oldest] = newer;
  if (!oldest) return { range: undefined, hasMore: false };
  const range = { from: oldest.from, to: Math.min(oldest.to, oldest.from + size) };
  return { range, hasMore: newer.length > 1 || range.to < oldest.to };
};

const toSlice = (stay: Stay, { beforeSeq, afterSeq, limit }: QueryMessagesArgs): Slice => {
  const size = toPageSize(limit);
  if (beforeSeq != null && afterSeq != null) {
    throw new DomainError(ErrorType.BadRequest, 'Give beforeSeq or afterSeq, not both.');
  }
  if ((beforeSeq ?? afterSeq ?? 0) < 0) throw new DomainError(ErrorType.BadRequest, 'A seq is not negative.');
  return afterSeq != null ? sliceAfter(stay, afterSeq, size) : sliceBefore(stay, beforeSeq ?? Infinity, size);
};

/** A page of a conversation's history, within the caller's windows and with his blocks applied. */
export const messages =
  (deps: HistoryDeps) =>
  async (me: Caller, args: QueryMessagesArgs): Promise<MessagePage> => {
    const { conversationId } = args;
    const stay = await loadStay(deps, me.userId, conversationId);
    const { range, hasMore } = toSlice(stay, args);
    if (!range) return { items: [], hasMore: false };
    const found = await loadMessages(deps, conversationId, range);
    const hidden = await loadHiddenSenders(deps, me.userId, found);
    const items = found.map((item) => toShown(item, hidden));
    return { items, hasMore };
  };
