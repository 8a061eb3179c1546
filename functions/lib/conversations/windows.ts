import type { ParticipantItem } from '../../../domain/items.ts';

/** The messages after `from`, up to and with `to`. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What a person may see of a conversation beyond a position: the windows of his stays (P6), in order. The one that is
 * open ends at the conversation's last message.
 */
export const visibleRanges = (row: ParticipantItem, lastSeq: number, after: number): SeqRange[] => {
  const closed = (row.closed ?? []).map(({ fromSeq, untilSeq }) => ({ from: fromSeq, to: untilSeq }));
  const open = row.fromSeq === undefined ? [] : [{ from: row.fromSeq, to: lastSeq }];
  return [...closed, ...open]
    .map(({ from, to }) => ({ from: Math.max(from, after), to: Math.min(to, lastSeq) }))
    .filter(({ from, to }) => from < to);
};
