import { ErrorType } from '../../domain/ErrorType.ts';
import type { MessageItem } from '../../domain/items.ts';
import type { QueryConversationsArgs } from '../../generated/types.ts';
import { loadStays } from '../lib/conversations/loadStays.ts';
import { lastVisibleSeq, type Stay } from '../lib/conversations/Stay.ts';
import { toConversations, type ConversationView, type ViewDeps } from '../lib/conversations/toConversations.ts';
import { toPageSize } from '../lib/conversations/toPageSize.ts';
import { readItems } from '../lib/dynamodb/readItems.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

export interface ConversationViewPage {
  readonly items: readonly ConversationView[];
  readonly nextToken: string | null;
}

/** A conversation's place in the list. */
interface Place {
  readonly activeAt: string;
  readonly conversationId: string;
}

interface Listed extends Place {
  readonly stay: Stay;
}

const isBefore = (one: Place, other: Place): boolean =>
  one.activeAt === other.activeAt ? one.conversationId < other.conversationId : one.activeAt > other.activeAt;

const toToken = ({ activeAt, conversationId }: Place): string =>
  Buffer.from(JSON.stringify([activeAt, conversationId])).toString('base64url');

/** The token names a place of one's own list and nothing else: a forged one can only skip one's own rows. */
const fromToken = (token: string): Place => {
  try {
    const [activeAt, conversationId] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (typeof activeAt === 'string' && typeof conversationId === 'string') return { activeAt, conversationId };
  } catch {
    // Not JSON: the same answer.
  }
  throw new DomainError(ErrorType.BadRequest, 'This is not a token of this list.');
};

/** Of the person's last stay in a group; a direct conversation begins with its first message. */
const beginningOf = ({ row }: Stay): string => row.joinedAt ?? row.closed?.at(-1)?.joinedAt ?? '';

/**
 * The last message that the person may see, or the beginning of his stay where that is later: what happened in a group
 * after he left moves nothing.
 */
const activityOf = async (deps: ViewDeps, stays: readonly Stay[]): Promise<string[]> => {
  const isNewest = (stay: Stay) => stay.isOpen && lastVisibleSeq(stay) === stay.head.lastSeq;
  const former = stays.filter((stay) => !isNewest(stay) && lastVisibleSeq(stay) !== undefined);
  const items = await readItems(
    deps,
    former.map((stay) => ({
      table: deps.tables.messages,
      key: { conversationId: stay.row.conversationId, seq: lastVisibleSeq(stay) ?? 0 },
    })),
  );
  const lastMessageAt = new Map(
    former.map((stay, index) => [stay, (items[index] as MessageItem | undefined)?.createdAt]),
  );
  return stays.map((stay) => {
    const ofMessages = (isNewest(stay) ? stay.head.lastMessageAt : lastMessageAt.get(stay)) ?? '';
    const beginning = beginningOf(stay);
    return ofMessages > beginning ? ofMessages : beginning;
  });
};

/** The caller's conversations, newest activity first: all are looked at, those of the page are read. */
export const conversations =
  (deps: ViewDeps) =>
  async (me: Caller, { limit, nextToken }: QueryConversationsArgs): Promise<ConversationViewPage> => {
    const size = toPageSize(limit);
    const after = nextToken == null ? undefined : fromToken(nextToken);
    const stays = await loadStays(deps, me.userId);
    const activity = await activityOf(deps, stays);
    const listed = stays
      .map((stay, index): Listed => ({
        stay,
        activeAt: activity[index] ?? '',
        conversationId: stay.row.conversationId,
      }))
      .filter((place) => !after || isBefore(after, place))
      .sort((one, other) => (isBefore(one, other) ? -1 : 1));
    const page = listed.slice(0, size);
    const last = page.at(-1);
    return {
      items: await toConversations(
        deps,
        me.userId,
        page.map(({ stay }) => stay),
      ),
      nextToken: last && listed.length > size ? toToken(last) : null,
    };
  };
