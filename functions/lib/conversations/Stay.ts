import type { HeadItem, ParticipantItem } from '../../../domain/items.ts';
import { visibleRanges, type SeqRange } from './windows.ts';

/** What a person may see of one conversation. */
export interface Stay {
  readonly row: ParticipantItem;
  readonly head: HeadItem;
  readonly isOpen: boolean;
  /** The conversation's last message, or for who left the last one of his stay. */
  readonly lastSeq: number;
  readonly ranges: readonly SeqRange[];
}

export const toStay = (row: ParticipantItem, head: HeadItem): Stay => {
  const isOpen = row.fromSeq !== undefined;
  const lastClosed = row.closed?.at(-1);
  return {
    row,
    head,
    isOpen,
    lastSeq: isOpen ? head.lastSeq : (lastClosed?.untilSeq ?? 0),
    ranges: visibleRanges(row, head.lastSeq, 0),
  };
};

/** The last message that the person may see; undefined when there is none. */
export const lastVisibleSeq = ({ ranges }: Stay): number | undefined => ranges.at(-1)?.to;

export const firstVisibleSeq = ({ ranges, lastSeq }: Stay): number => (ranges[0]?.from ?? lastSeq) + 1;
