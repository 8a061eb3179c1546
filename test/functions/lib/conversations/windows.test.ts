import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleRanges } from '../../../../functions/lib/conversations/windows.ts';

const seqsOf = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index + 1);

/** Stays that follow each other, as joining and leaving makes them. */
const stays = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 4 }).map((steps) => {
  let at = 0;
  return steps.map(([gap, length]) => {
    const fromSeq = at + gap;
    at = fromSeq + length;
    return { fromSeq, untilSeq: at, role: 'MEMBER' as const, joinedAt: '2026-01-02T12:00:00.000Z' };
  });
});

describe('the visible ranges', () => {
  it('hold exactly the messages of the stays beyond the position, once and in order', () => {
    fc.assert(
      fc.property(
        fc.tuple(stays, fc.option(fc.nat(6), { nil: undefined }), fc.nat(40), fc.nat(50)),
        ([closed, openGap, lastSeq, after]) => {
          const end = closed.at(-1)?.untilSeq ?? 0;
          const fromSeq = openGap === undefined ? undefined : end + openGap;
          const row = {
            userId: 'u',
            conversationId: 'c',
            readSeq: 0,
            closed,
            ...(fromSeq !== undefined && { fromSeq }),
          };

          const seqs = visibleRanges(row, lastSeq, after).flatMap(({ from, to }) => seqsOf(from, to));

          const isVisible = (seq: number): boolean =>
            closed.some((stay) => seq > stay.fromSeq && seq <= stay.untilSeq) ||
            (fromSeq !== undefined && seq > fromSeq);
          expect(seqs).toEqual(seqsOf(0, lastSeq).filter((seq) => seq > after && isVisible(seq)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are none for somebody who was never in it', () => {
    expect(visibleRanges({ userId: 'u', conversationId: 'c', readSeq: 0 }, 10, 0)).toEqual([]);
  });
});
