import { directConversationId, groupConversationId } from '../../domain/conversationId.ts';
import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import type { MessageItem } from '../../functions/lib/items.ts';
import type { Send } from '../../functions/lib/storeMessage.ts';
import { toMessage } from '../../functions/lib/toMessage.ts';
import { groupSend } from '../../functions/sendGroupMessage/groupSend.ts';
import { directSend, mayHear } from '../../functions/sendMessage/directSend.ts';
import { hasBlocked, momentOf, refuse, signedIn, type Model, type ModelConversation, type Request } from './Model.ts';
import { membersOf } from './modelGroups.ts';
import { shownTo } from './modelViews.ts';

/** Both people's rows come with the first direct message. */
const openDirect = (model: Model, people: readonly [string, string]): ModelConversation => {
  const conversationId = directConversationId(...people);
  const stay = { conversationId, readSeq: 0, fromSeq: 0 };
  const rows = people.map((userId, index) => [userId, { userId, ...stay, peerId: people[1 - index] ?? '' }] as const);
  const conversation = {
    head: { conversationId, kind: 'DIRECT' as const, lastSeq: 0 },
    messages: [],
    rows: new Map(rows),
  };
  model.conversations.set(conversationId, conversation);
  return conversation;
};

/** The next message of a conversation. It is read by its sender, unless others before it are not. */
const append = (model: Model, { sender, ...send }: Send<unknown>, conversation: ModelConversation): MessageItem => {
  const { head, messages, rows } = conversation;
  const row = rows.get(sender.userId);
  if (row?.readSeq === head.lastSeq) row.readSeq += 1;
  head.lastSeq += 1;
  head.lastMessageAt = momentOf(model);
  const { conversationId, text, clientMessageId } = send;
  const item: MessageItem = {
    ...{ conversationId, text, clientMessageId, seq: head.lastSeq, createdAt: head.lastMessageAt },
    ...{ senderId: sender.userId, senderUsername: sender.username },
  };
  messages.push(item);
  return item;
};

/** The same id with the same content is the same message, for seven days. */
const store = <Found>(model: Model, send: Send<Found>, { userId, found }: { userId: string; found: Found }) => {
  const { sender, conversationId, text } = send;
  const key = `${sender.userId} ${send.clientMessageId}`;
  const before = model.sendKeys.get(key);
  if (before && model.now - Date.parse(before.createdAt) < limits.sendKeyDays * 86_400_000) {
    return before.conversationId === conversationId && before.text === text ? before : refuse(ErrorType.Conflict);
  }
  const conversation = model.conversations.get(conversationId);
  const refusal = send.refusal(found, conversation?.head);
  if (refusal) throw refusal;
  const item = append(model, send, conversation ?? openDirect(model, [sender.userId, userId]));
  model.sendKeys.set(key, item);
  return item;
};

/** A repeat publishes again for ten minutes, to those who may hear the sender then. */
const publish = (model: Model, item: MessageItem, audience: readonly string[]) => {
  const isOld = model.now - Date.parse(item.createdAt) > limits.republishMinutes * 60_000;
  if (!isOld) for (const userId of audience) model.sockets.get(userId)?.push(shownTo(model, userId, item));
  return toMessage(item);
};

export const sendMessage = (model: Model, { me, userId, text, clientMessageId }: Request) => {
  if (userId === me) refuse(ErrorType.BadRequest);
  const tables = { users: '', blockedUsers: '', participants: '' };
  const send = directSend(tables, signedIn(model, me), { recipientId: userId, text, clientMessageId });
  const found = {
    recipient: model.people.get(userId),
    isBlockedByRecipient: hasBlocked(model, userId, me),
    isRecipientBlocked: hasBlocked(model, me, userId),
    participant: undefined,
  };
  return publish(model, store(model, send, { userId, found }), mayHear(found) ? [me, userId] : [me]);
};

export const sendGroupMessage = (model: Model, { me, userId, ...input }: Request) => {
  const conversation = model.conversations.get(groupConversationId(input.groupId));
  const found = { participant: conversation?.rows.get(me) };
  const item = store(model, groupSend('', signedIn(model, me), input), { userId, found });
  const members = conversation ? membersOf(conversation).filter(({ fromSeq }) => fromSeq < item.seq) : [];
  return publish(
    model,
    item,
    members.map((member) => member.userId),
  );
};
