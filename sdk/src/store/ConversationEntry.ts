import type { Conversation, Message } from '../models.ts';
import { MessageWindow } from './MessageWindow.ts';
import { newer } from './newer.ts';
import { provisional } from './provisional.ts';
import type { OutgoingItem } from './TimelineItem.ts';

/** The server counts no further: 100 means that many or more. */
const countLimit = 100;

/** What the storage keeps of a conversation, beside its messages. */
export interface EntryRecord {
  readonly conversation: Conversation;
  readonly seen: number;
  readonly countedTo: number;
  readonly hasOlder: boolean;
  readonly savedFrom: number;
  readonly pendingRead?: number | undefined;
}

/** Everything that is known of one conversation. No I/O here. */
export class ConversationEntry {
  readonly id: string;
  readonly #me: string;
  conversation: Conversation;
  /** Whether the server has described it; until then it is put together from its messages. */
  isKnown = false;
  /** Every message up to this seq has come, as far as it is visible. */
  seen = 0;
  readonly window = new MessageWindow();
  /** Messages that came before an earlier one: they wait until the hole is filled. */
  readonly ahead = new Map<number, Message>();
  outgoing: readonly OutgoingItem[] = [];
  /** A read mark that the server has not acknowledged yet. */
  pendingRead: number | undefined;
  /** The lowest seq that the storage keeps. */
  savedFrom = 0;
  /** `unreadCount` takes the messages up to this seq into account. */
  countedTo = 0;
  /** Numbers of requests: answers to older ones are no news. */
  #describedBy = 0;
  #readTouchedAt = 0;

  constructor(id: string, me: string) {
    this.id = id;
    this.#me = me;
    this.conversation = provisional(id);
  }

  restore(record: EntryRecord): void {
    this.conversation = record.conversation;
    this.seen = record.seen;
    this.countedTo = record.countedTo;
    this.savedFrom = record.savedFrom;
    this.pendingRead = record.pendingRead;
    this.window.hasOlder = record.hasOlder || record.savedFrom <= record.seen;
    this.isKnown = true;
  }

  toRecord(): EntryRecord {
    const { conversation, seen, countedTo, savedFrom, pendingRead, window } = this;
    return { conversation, seen, countedTo, savedFrom, pendingRead, hasOlder: window.hasOlder };
  }

  /** Takes the next message of the conversation. */
  accept(message: Message): void {
    const isFirst = this.seen === 0 && !this.isKnown;
    this.seen = message.seq;
    this.ahead.delete(message.seq);
    if (isFirst) this.window.hasOlder = message.seq > 1;
    this.window.append(message);
    this.#patch({ lastSeq: Math.max(this.conversation.lastSeq, message.seq) });
    if (message.seq >= (this.conversation.lastMessage?.seq ?? 0)) {
      this.#patch({ lastMessage: message, lastMessageAt: message.createdAt });
    }
    if (message.seq > this.countedTo) this.#count(message);
  }

  /** Takes a state of a message that came already. An older state changes nothing. */
  merge(message: Message): boolean {
    const before = this.window.find(message.seq);
    const { lastMessage } = this.conversation;
    const isLast = lastMessage?.seq === message.seq && message.version > lastMessage.version;
    if (isLast) this.#patch({ lastMessage: message });
    const isReplaced = this.window.merge(message);
    if (isReplaced && before) this.#discount(before, message);
    return isLast || isReplaced;
  }

  /** The messages of `ahead` that are next now. */
  drain(): Message[] {
    const drained: Message[] = [];
    for (const seq of [...this.ahead.keys()].sort((one, other) => one - other)) {
      const message = this.ahead.get(seq);
      if (message && seq === this.seen + 1) {
        this.accept(message);
        drained.push(message);
      } else if (seq <= this.seen) this.ahead.delete(seq);
    }
    return drained;
  }

  /**
   * Takes the server's description. What came or was marked since the request was made stays.
   *
   * @param request the number of the request
   * @returns whether the description shows messages that did not come
   */
  describe(described: Conversation, request: number): boolean {
    const isNewest = request >= this.#describedBy;
    if (isNewest) {
      this.#describedBy = request;
      const { kind, peer, group, firstVisibleSeq } = described;
      this.#patch({ kind, peer, group, firstVisibleSeq });
    }
    if (isNewest && request >= this.#readTouchedAt) this.#recount(described);
    const states = [described.lastMessage, this.conversation.lastMessage] as const;
    const lastMessage = isNewest ? newer(...states) : newer(states[1], states[0]);
    this.#patch({
      lastMessage,
      lastMessageAt: lastMessage?.createdAt ?? null,
      lastSeq: Math.max(this.conversation.lastSeq, described.lastSeq),
    });
    if (!this.isKnown) this.#begin(described);
    return described.lastSeq > this.seen;
  }

  /** Marks as read before the server has answered. */
  markRead(seq: number, request: number): void {
    this.#readTouchedAt = request;
    this.pendingRead = seq;
    this.#patch({ readSeq: seq });
    const isCovered = this.window.covers(seq + 1, this.seen);
    if (!isCovered && seq < this.conversation.lastSeq) return;
    this.#patch({ unreadCount: 0 });
    for (const message of this.window.after(seq)) this.#add(message);
  }

  /** Of a read mark that the server refused: its own state counts again. */
  dropRead(): void {
    this.pendingRead = undefined;
    this.#readTouchedAt = 0;
  }

  #begin({ lastSeq, lastMessage, firstVisibleSeq }: Conversation): void {
    this.isKnown = true;
    if (this.seen > 0) return;
    this.seen = lastSeq;
    if (lastMessage) this.window.append(lastMessage);
    this.window.hasOlder = lastMessage !== null && lastMessage.seq > firstVisibleSeq;
  }

  #recount({ readSeq, unreadCount, lastSeq }: Conversation): void {
    const counted = this.countedTo;
    if (lastSeq < counted && !this.window.covers(lastSeq + 1, counted)) return;
    this.#patch({ readSeq, unreadCount });
    this.countedTo = lastSeq;
    for (const message of this.window.after(lastSeq)) if (message.seq <= counted) this.#count(message);
  }

  #count(message: Message): void {
    this.countedTo = Math.max(this.countedTo, message.seq);
    const { readSeq } = this.conversation;
    // A send moves the sender's read mark when everything before was read.
    if (message.senderId === this.#me && readSeq === message.seq - 1) this.#patch({ readSeq: message.seq });
    else this.#add(message);
  }

  #isUnread({ senderId, text, seq }: Message): boolean {
    return senderId !== this.#me && text !== null && seq > this.conversation.readSeq;
  }

  #add(message: Message): void {
    if (!this.#isUnread(message)) return;
    this.#patch({ unreadCount: Math.min(countLimit, this.conversation.unreadCount + 1) });
  }

  /** A message that was deleted is never unread. */
  #discount(before: Message, after: Message): void {
    const { unreadCount } = this.conversation;
    if (!this.#isUnread(before) || this.#isUnread(after) || unreadCount >= countLimit) return;
    this.#patch({ unreadCount: Math.max(0, unreadCount - 1) });
  }

  #patch(changes: Partial<Conversation>): void {
    this.conversation = { ...this.conversation, ...changes };
  }
}
