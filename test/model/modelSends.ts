import { directConversationId, groupConversationId } from '../../domain/conversationId.ts';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { MessageItem } from '../../domain/items.ts';
import { limits } from '../../domain/limits.ts';
import type { DomainError } from '../../functions/lib/lambda/DomainError.ts';
import { toMessage } from '../../functions/lib/send/toMessage.ts';
import { groupSend } from '../../functions/sendGroupMessage/groupSend.ts';
import { directSend, mayHear } from '../../functions/sendMessage/directSend.ts';
import type { Request } from './Ids.ts';
import { hasBlocked, momentOf, refuse, signedIn, type Model, type ModelConversation } from './Model.ts';
import { membersOf } from './modelGroups.ts';
import { shownTo } from './modelViews.ts';

const openDirect = (people: readonly [string, string]): ModelConversation => {
  const conversationId = directConversationId(...people);
  const stay = { conversationId, readSeq: 0, fromSeq: 0 };
  const rows = people.map((userId, index) => [userId, { userId, ...stay, peerId: people[1 - index] ?? '' }] as const);
  return { head: { conversationId, kind: 'DIRECT', lastSeq: 0 }, messages: [], rows: new Map(rows) };
};

/** The next message of a conversation. It is read by its sender, unless others before it are not. */
const append = (model: Model, { me, text, clientMessageId }: Request, { head, messages, rows }: ModelConversation) => {
  const row = rows.get(me);
  if (row?.readSeq === head.lastSeq) row.readSeq += 1;
  head.lastSeq += 1;
  head.lastMessageAt = momentOf(model);
  const place = { conversationId: head.conversationId, seq: head.lastSeq, createdAt: head.lastMessageAt };
  const senderUsername = model.people.get(me)?.username ?? '';
  messages.push({ ...place, text, clientMessageId, senderId: me, senderUsername });
};

/** The same id with the same content is the same message, for seven days; any other passes what may refuse it. */
const store = (model: Model, request: Request, at: { id: string; refusal: DomainError | undefined }): MessageItem => {
  const { me, userId, text, clientMessageId } = request;
  const before = model.sendKeys.get(`${me} ${clientMessageId}`);
  if (before && model.now - Date.parse(before.createdAt) < limits.sendKeyDays * 86_400_000) {
    return before.conversationId === at.id && before.text === text ? before : refuse(ErrorType.Conflict);
  }
  if (at.refusal) throw at.refusal;
  const conversation = model.conversations.get(at.id) ?? openDirect([me, userId]);
  model.conversations.set(at.id, conversation);
  append(model, request, conversation);
  const item = conversation.messages.at(-1) as MessageItem;
  model.sendKeys.set(`${me} ${clientMessageId}`, item);
  return item;
};

/** A repeat publishes again for ten minutes, to those who may hear the sender then. */
const publish = (model: Model, item: MessageItem, audience: readonly string[]) => {
  const isOld = model.now - Date.parse(item.createdAt) > limits.republishMinutes * 60_000;
  if (!isOld) for (const userId of audience) model.sockets.get(userId)?.push(shownTo(model, userId, item));
  return toMessage(item);
};

export const sendMessage = (model: Model, request: Request) => {
  const { me, userId: recipientId, text, clientMessageId } = request;
  if (recipientId === me) refuse(ErrorType.BadRequest);
  const tables = { users: '', blockedUsers: '', participants: '' };
  const send = directSend(tables, signedIn(model, me), { recipientId, text, clientMessageId });
  const found = {
    recipient: model.people.get(recipientId),
    isBlockedByRecipient: hasBlocked(model, recipientId, me),
    isRecipientBlocked: hasBlocked(model, me, recipientId),
    participant: undefined,
  };
  const item = store(model, request, { id: send.conversationId, refusal: send.refusal(found, undefined) });
  return publish(model, item, mayHear(found) ? [me, recipientId] : [me]);
};

export const sendGroupMessage = (model: Model, request: Request) => {
  const id = groupConversationId(request.groupId);
  const conversation = model.conversations.get(id);
  const participant = conversation?.rows.get(request.me);
  const send = groupSend('', signedIn(model, request.me), request);
  const item = store(model, request, { id, refusal: send.refusal({ participant }, conversation?.head) });
  const members = conversation ? membersOf(conversation).filter(({ fromSeq }) => fromSeq < item.seq) : [];
  const audience = members.map(({ userId }) => userId);
  return publish(model, item, audience);
};
