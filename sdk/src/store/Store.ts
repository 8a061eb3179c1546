import type { Conversation, Message } from '../models.ts';
import { Cell, Listeners, type Observable } from '../Observable.ts';
import { ConversationEntry, type EntryRecord } from './ConversationEntry.ts';
import { directConversationId } from './provisional.ts';
import { RecentStates } from './RecentStates.ts';
import { type Recorder } from './Recorder.ts';
import type { OutgoingItem } from './TimelineItem.ts';
import { toConversationList, type ConversationList } from './toConversationList.ts';

/** What the store asks for when it sees that something is missing. */
export interface Missing {
  /** Messages after `entry.seen`. */
  onHole(entry: ConversationEntry): void;
  /** A description of the conversation. */
  onUnknown(entry: ConversationEntry): void;
  /** A message of this person was stored. */
  onSent(message: Message): void;
}

/** A page of `checkMessages`. */
export interface CheckedPage {
  readonly messages: readonly Message[];
  readonly changed: readonly Message[];
  readonly nextCursor: string;
}

/** Conversations and messages of the person who is signed in. Empty while nobody is. */
export class Store {
  readonly recorder: Recorder;
  readonly #missing: Missing;
  readonly #entries = new Map<string, ConversationEntry>();
  readonly #list = new Cell<ConversationList>(toConversationList([], { isLoaded: false, nextToken: null }));
  readonly #changed = new Listeners<[conversationId: string]>();
  readonly #recent = new RecentStates();
  /** Keys of messages that were outgoing in this run. */
  readonly #keys = new Map<string, string>();
  #userId = '';
  #requests = 0;
  #paging = { isLoaded: false, nextToken: null as string | null };
  #dirty = new Set<string>();
  #depth = 0;

  constructor(recorder: Recorder, missing: Missing) {
    this.recorder = recorder;
    this.#missing = missing;
  }

  get userId(): string {
    return this.#userId;
  }

  /** Where the next page of the list begins. */
  get nextToken(): string | null {
    return this.#paging.nextToken;
  }

  get conversations(): Observable<ConversationList> {
    return this.#list;
  }

  /** Calls the listener when something of that conversation changed. */
  onChange(listener: (conversationId: string) => void): () => void {
    return this.#changed.add(listener);
  }

  /** Forgets everything, and begins with what the storage kept of this person. */
  reset(userId: string, records: readonly EntryRecord[] = []): void {
    const known = [...this.#entries.keys()];
    this.#userId = userId;
    this.#entries.clear();
    this.#keys.clear();
    this.#recent.clear();
    this.#paging = { isLoaded: records.length > 0, nextToken: null };
    this.recorder.reset(userId);
    this.batch(() => {
      for (const id of known) this.#dirty.add(id);
      for (const record of records) this.#add(record.conversation.id).restore(record);
    });
  }

  /** A number for a request that begins now: answers to requests before it are older than what happens from now on. */
  nextRequest(): number {
    return (this.#requests += 1);
  }

  /** The entry, made when there is none yet. */
  entry(conversationId: string): ConversationEntry {
    return this.#entries.get(conversationId) ?? this.#add(conversationId);
  }

  find(conversationId: string): ConversationEntry | undefined {
    return this.#entries.get(conversationId);
  }

  entries(): readonly ConversationEntry[] {
    return [...this.#entries.values()];
  }

  conversationWith(userId: string): string {
    return directConversationId(this.#userId, userId);
  }

  keyOf(message: Message): string {
    return this.#keys.get(message.id) ?? message.id;
  }

  /** Takes a message from a frame, or from the answer to a send. */
  take(message: Message): void {
    this.batch(() => {
      const entry = this.entry(message.conversationId);
      const isFirst = !entry.isKnown && entry.seen === 0;
      if (message.seq <= entry.seen) this.#merge(entry, message);
      else if (isFirst || message.seq === entry.seen + 1) this.#accept(entry, message);
      else entry.ahead.set(message.seq, message);
      this.#drain(entry);
      if (entry.ahead.size > 0) this.#missing.onHole(entry);
      if (isFirst) this.#missing.onUnknown(entry);
    });
  }

  /** Takes a page of `checkMessages`, which leaves nothing visible out, and its cursor. */
  takeCheck({ messages, changed, nextCursor }: CheckedPage): void {
    this.batch(() => {
      for (const message of messages) this.#takeNext(message);
      for (const message of changed) this.#merge(this.entry(message.conversationId), message);
      this.recorder.keepCursor(nextCursor);
    });
  }

  /** Takes the messages after `entry.seen`, of which nothing visible is left out. */
  takeAfter(entry: ConversationEntry, page: readonly Message[]): void {
    this.batch(() => {
      for (const message of page) this.#takeNext(message);
      this.#touch(entry);
    });
  }

  /** Nothing visible is missing before the first message of `ahead`. */
  closeHole(entry: ConversationEntry): void {
    const [seq] = [...entry.ahead.keys()].sort((one, other) => one - other);
    const message = seq === undefined ? undefined : entry.ahead.get(seq);
    if (message) this.takeAfter(entry, [message]);
  }

  /** The newest known state of each message of a page, for the window of its conversation. */
  newestStates(entry: ConversationEntry, page: readonly Message[]): Message[] {
    return page.map((message) => this.#recent.newest(message, entry.window.find(message.seq) ?? message));
  }

  describe(conversation: Conversation, request: number): void {
    this.batch(() => {
      const entry = this.entry(conversation.id);
      const isBehind = entry.describe(conversation, request);
      const { lastMessage } = entry.conversation;
      if (lastMessage && entry.savedFrom === 0 && lastMessage.seq === entry.seen) {
        this.recorder.keepMessage(entry, lastMessage);
      }
      this.#touch(entry);
      if (isBehind) this.#missing.onHole(entry);
    });
  }

  /** Texts of this conversation are to be read again: a block shows or hides them without a new version. */
  forgetMessages(entry: ConversationEntry): void {
    this.update(entry, () => {
      entry.savedFrom = 0;
      if (!entry.window.isOpen) entry.window.replace([], { hasOlder: entry.seen > 0, isNewest: true });
    });
  }

  /** The list has been read up to this token. */
  setPaging(nextToken: string | null): void {
    this.batch(() => {
      this.#paging = { isLoaded: true, nextToken };
      this.#dirty.add('');
    });
  }

  setOutgoing(conversationId: string, outgoing: readonly OutgoingItem[]): void {
    const entry = this.#entries.get(conversationId) ?? (outgoing.length > 0 ? this.entry(conversationId) : undefined);
    if (!entry || (entry.outgoing.length === 0 && outgoing.length === 0)) return;
    const isFirst = !entry.isKnown && entry.seen === 0 && entry.outgoing.length === 0;
    this.batch(() => {
      entry.outgoing = outgoing;
      this.#dirty.add(conversationId);
      if (isFirst) this.#missing.onUnknown(entry);
    });
  }

  /** Changes an entry by a rule of its own, and says so. */
  update(entry: ConversationEntry, change: (entry: ConversationEntry) => void): void {
    this.batch(() => {
      change(entry);
      this.#touch(entry);
    });
  }

  /** Several changes that are seen as one. */
  batch(change: () => void): void {
    this.#depth += 1;
    try {
      change();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#publish();
    }
  }

  #publish(): void {
    const dirty = this.#dirty;
    if (dirty.size === 0) return;
    this.#dirty = new Set();
    this.#list.set(toConversationList(this.entries(), this.#paging));
    for (const id of dirty) this.#changed.call(id);
  }

  #add(conversationId: string): ConversationEntry {
    const entry = new ConversationEntry(conversationId, this.#userId);
    this.#entries.set(conversationId, entry);
    this.#dirty.add(conversationId);
    return entry;
  }

  #touch(entry: ConversationEntry): void {
    this.#dirty.add(entry.id);
    this.recorder.keepEntry(entry);
  }

  #takeNext(message: Message): void {
    const entry = this.entry(message.conversationId);
    const isUnknown = !entry.isKnown && entry.seen === 0;
    if (message.seq > entry.seen) this.#accept(entry, message);
    else this.#merge(entry, message);
    this.#drain(entry);
    if (isUnknown) this.#missing.onUnknown(entry);
  }

  #accept(entry: ConversationEntry, message: Message): void {
    const newest = this.#recent.newest(message);
    entry.accept(newest);
    this.#note(entry, newest);
  }

  #drain(entry: ConversationEntry): void {
    for (const message of entry.drain()) this.#note(entry, message);
  }

  #note(entry: ConversationEntry, message: Message): void {
    this.recorder.keepMessage(entry, message);
    this.#touch(entry);
    if (message.senderId !== this.#userId || message.clientMessageId === null) return;
    if (entry.outgoing.some(({ clientMessageId }) => clientMessageId === message.clientMessageId)) {
      this.#keys.set(message.id, message.clientMessageId);
      entry.outgoing = entry.outgoing.filter(({ clientMessageId }) => clientMessageId !== message.clientMessageId);
    }
    this.#missing.onSent(message);
  }

  #merge(entry: ConversationEntry, message: Message): void {
    if (message.version > 1) this.#recent.keep(message);
    const isChanged = entry.merge(this.#recent.newest(message));
    const isSaved = entry.savedFrom > 0 && message.seq >= entry.savedFrom && message.version > 1;
    if (isSaved) this.recorder.keepMessage(entry, this.#recent.newest(message));
    if (isChanged || isSaved) this.#touch(entry);
    if (message.senderId === this.#userId && message.clientMessageId !== null) this.#missing.onSent(message);
  }
}
