import type { CheckMessagesResult, QueryCheckMessagesArgs } from '../../generated/types.ts';
import type { StayDeps } from '../lib/conversations/loadStay.ts';
import { loadStays } from '../lib/conversations/loadStays.ts';
import type { Stay } from '../lib/conversations/Stay.ts';
import { toPageSize } from '../lib/conversations/toPageSize.ts';
import { visibleRanges } from '../lib/conversations/windows.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { decodeCursor, encodeCursor, positionKey, type Positions } from './cursor.ts';
import { loadPage, type Page, type PageDeps, type Waiting } from './loadPage.ts';

export interface CheckMessagesDeps extends StayDeps {
  readonly tables: StayDeps['tables'] & PageDeps['tables'];
}

/** Where a device stands in a conversation: by its cursor, or by what the person has read. */
const positionIn = ({ row }: Stay, since: Positions | undefined): number =>
  since ? (since.get(positionKey(row.conversationId)) ?? 0) : row.readSeq;

const toWaiting = (mine: Stay, after: number): Waiting[] =>
  visibleRanges(mine.row, mine.head.lastSeq, after).map((range) => ({
    ...range,
    conversationId: mine.row.conversationId,
  }));

/** Clamped to what there is, so that a forged cursor cannot skip a message to come. */
const nextPositions = (mine: readonly Stay[], since: Positions | undefined, page: Page): Positions =>
  new Map(
    mine.map((conversation) => {
      const { conversationId } = conversation.row;
      const before = positionIn(conversation, since);
      const seq = page.reached.get(conversationId) ?? Math.min(before, conversation.head.lastSeq);
      return [positionKey(conversationId), seq];
    }),
  );

/**
 * What came in since the cursor; without one, what others wrote and I have not read. Reads only.
 *
 * @throws DomainError `BadRequest` for a foreign cursor or a limit out of range
 */
export const checkMessages =
  (deps: CheckMessagesDeps) =>
  async (me: Caller, { since, limit }: QueryCheckMessagesArgs): Promise<CheckMessagesResult> => {
    const size = toPageSize(limit);
    const positions = since == null ? undefined : decodeCursor(since);
    const mine = await loadStays(deps, me.userId);
    const waiting = mine.flatMap((conversation) => toWaiting(conversation, positionIn(conversation, positions)));
    const page = await loadPage(deps, waiting, {
      reader: me.userId,
      limit: size,
      isShown: positions ? () => true : ({ senderId, hiddenReason }) => senderId !== me.userId && hiddenReason === null,
    });
    return {
      messages: [...page.messages],
      changed: [],
      nextCursor: encodeCursor(nextPositions(mine, positions, page)),
      hasMore: !page.isWhole,
    };
  };
