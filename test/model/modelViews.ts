import { ErrorType } from '../../domain/ErrorType.ts';
import type { MessageItem } from '../../domain/items.ts';
import { limits } from '../../domain/limits.ts';
import { firstVisibleSeq, lastVisibleSeq, toStay } from '../../functions/lib/conversations/Stay.ts';
import { toShown } from '../../functions/lib/conversations/toShown.ts';
import { visibleRanges } from '../../functions/lib/conversations/windows.ts';
import type { Message } from '../../generated/types.ts';
import type { Request } from './Ids.ts';
import { hasBlocked, refuse, signedIn, type Model } from './Model.ts';
import { groupView, membersOf } from './modelGroups.ts';

export const shownTo = (model: Model, userId: string, item: MessageItem): Message =>
  toShown(item, new Set(hasBlocked(model, userId, item.senderId) ? [item.senderId] : []));

const inOrder = (one: string, other: string): number => (one < other ? -1 : 1);

const stayIn = (model: Model, me: string, conversationId: string) => {
  const conversation = model.conversations.get(conversationId);
  const row = conversation?.rows.get(me);
  if (!conversation || !row) return refuse(ErrorType.NotFound);
  return { ...conversation, row, stay: toStay(row, conversation.head) };
};

type MyStay = ReturnType<typeof stayIn>;

/** Every conversation that the person is or was in. */
const staysOf = (model: Model, me: string): MyStay[] =>
  [...model.conversations.keys()]
    .filter((id) => model.conversations.get(id)?.rows.has(me))
    .sort(inOrder)
    .map((id) => stayIn(model, me, id));

/** What a person may see of a conversation after a position. */
const visible = (model: Model, { row, head, messages }: MyStay, after = 0): Message[] =>
  visibleRanges(row, head.lastSeq, after).flatMap(({ from, to }) =>
    messages.slice(from, to).map((item) => shownTo(model, row.userId, item)),
  );

const unreadIn = (model: Model, mine: MyStay): Message[] =>
  visible(model, mine, mine.row.readSeq).filter(
    ({ senderId, hiddenReason }) => senderId !== mine.row.userId && hiddenReason === null,
  );

const companyOf = (model: Model, { row, stay, head, ...rest }: MyStay) => {
  const peer = model.people.get(row.peerId ?? '');
  const isIn = stay.isOpen && head.kind === 'GROUP' && head.closedAt === undefined;
  return {
    peer: peer ? { id: peer.userId, username: peer.username, displayName: peer.displayName } : null,
    group: isIn ? groupView({ ...rest, head }, row.role ?? null) : null,
  };
};

const conversationView = (model: Model, mine: MyStay) => {
  const { stay, head, row, messages } = mine;
  const last = messages[(lastVisibleSeq(stay) ?? 0) - 1];
  return {
    id: head.conversationId,
    kind: head.kind,
    ...companyOf(model, mine),
    lastSeq: stay.lastSeq,
    readSeq: row.readSeq,
    firstVisibleSeq: firstVisibleSeq(stay),
    unreadCount: Math.min(limits.unreadCount, unreadIn(model, mine).length),
    lastMessage: last ? shownTo(model, row.userId, last) : null,
  };
};

/** The last message that the person may see, or the beginning of his last stay where that is later. */
const activityOf = ({ row, stay, messages }: MyStay): string => {
  const last = messages[(lastVisibleSeq(stay) ?? 0) - 1]?.createdAt ?? '';
  const beginning = row.joinedAt ?? row.closed?.at(-1)?.joinedAt ?? '';
  return last > beginning ? last : beginning;
};

export const markRead = (model: Model, { me, conversationId, seq }: Request) => {
  signedIn(model, me);
  const { row, stay } = stayIn(model, me, conversationId);
  if (seq < 0 || seq > stay.lastSeq) refuse(ErrorType.BadRequest);
  row.readSeq = seq;
  return conversationView(model, stayIn(model, me, conversationId));
};

/** What came in since the cursor, or without one what is unread; the cursor moves on. */
export const checkMessages = (model: Model, { me, isFresh }: Request) => {
  const cursor = isFresh ? undefined : model.cursors.get(me);
  const found = staysOf(model, me).map((mine) => {
    const { head, row } = mine;
    const after = cursor ? (cursor.get(head.conversationId) ?? 0) : row.readSeq;
    const messages = visible(model, mine, after);
    const seq = messages.at(-1)?.seq ?? Math.min(after, head.lastSeq);
    return { position: [head.conversationId, seq] as const, messages: cursor ? messages : unreadIn(model, mine) };
  });
  model.cursors.set(me, new Map(found.map(({ position }) => position)));
  return found.flatMap(({ messages }) => messages);
};

const groupsIn = (model: Model, mine: MyStay) => {
  const { group } = companyOf(model, mine);
  const members = membersOf(mine).sort((one, other) => inOrder(one.userId, other.userId));
  return group ? [{ ...group, members: members.map(({ userId, role }) => ({ userId, role })) }] : [];
};

/** Everything that a person sees. */
export const seenBy = (model: Model, me: string) => {
  const stays = staysOf(model, me);
  const byActivity = [...stays].sort((one, other) => inOrder(activityOf(other), activityOf(one)));
  return {
    conversations: byActivity.map((mine) => conversationView(model, mine)),
    histories: stays.map((mine) => ({ id: mine.head.conversationId, messages: visible(model, mine) })),
    unread: stays.flatMap((mine) => unreadIn(model, mine)),
    groups: stays.flatMap((mine) => groupsIn(model, mine)),
    blockedUsers: [...model.people.keys()].filter((id) => hasBlocked(model, me, id)).sort(inOrder),
  };
};
