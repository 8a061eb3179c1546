import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import type { CheckMessagesResult, QueryCheckMessagesArgs } from '../../generated/types.ts';
import type { Caller } from '../lib/Caller.ts';
import { DomainError } from '../lib/DomainError.ts';
import { visibleRanges } from '../lib/windows.ts';
import { decodeCursor, encodeCursor, positionKey, type Positions } from './cursor.ts';
import { loadConversations, type ConversationDeps, type MyConversation } from './loadConversations.ts';
import { loadPage, type Page, type Waiting } from './loadPage.ts';

const toLimit = (limit: number | null | undefined): number => {
  const size = limit ?? limits.pageSize.default;
  if (size >= 1 && size <= limits.pageSize.max) return size;
  throw new DomainError(ErrorType.BadRequest, `The limit must be from 1 to ${limits.pageSize.max}.`);
};

/** Where a device stands in a conversation: by its cursor, or by what the person has read. */
const positionIn = ({ row }: MyConversation, since: Positions | undefined): number =>
  since ? (since.get(positionKey(row.conversationId)) ?? 0) : row.readSeq;

const toWaiting = (mine: MyConversation, after: number): Waiting[] =>
  visibleRanges(mine.row, mine.lastSeq, after).map((range) => ({ ...range, conversationId: mine.row.conversationId }));

/** Clamped to what there is, so that a forged cursor cannot skip a message to come. */
const nextPositions = (mine: readonly MyConversation[], since: Positions | undefined, page: Page): Positions =>
  new Map(
    mine.map((conversation) => {
      const { conversationId } = conversation.row;
      const before = positionIn(conversation, since);
      const seq = page.reached.get(conversationId) ?? Math.min(before, conversation.lastSeq);
      return [positionKey(conversationId), seq];
    }),
  );

/**
 * What came in since the cursor; without one, what others wrote and I have not read. Reads only.
 *
 * @throws DomainError `BadRequest` for a foreign cursor or a limit out of range
 */
export const checkMessages =
  (deps: ConversationDeps) =>
  async (me: Caller, { since, limit }: QueryCheckMessagesArgs): Promise<CheckMessagesResult> => {
    const size = toLimit(limit);
    const positions = since == null ? undefined : decodeCursor(since);
    const mine = await loadConversations(deps, me.userId);
    const waiting = mine.flatMap((conversation) => toWaiting(conversation, positionIn(conversation, positions)));
    const page = await loadPage(deps, waiting, {
      reader: me.userId,
      limit: size,
      isShown: positions ? () => true : ({ senderId, hiddenReason }) => senderId !== me.userId && hiddenReason === null,
    });
    return {
      messages: [...page.messages],
      nextCursor: encodeCursor(nextPositions(mine, positions, page)),
      hasMore: !page.isWhole,
    };
  };
