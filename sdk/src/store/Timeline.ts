import type { Api } from '../Api.ts';
import { asMessagingError } from '../fromErrorEntry.ts';
import type { MessagingError } from '../MessagingError.ts';
import type { Conversation, Message } from '../models.ts';
import { Cell, Listeners, type Observable } from '../Observable.ts';
import type { ConversationEntry } from './ConversationEntry.ts';
import type { Store } from './Store.ts';
import type { StoredItem, TimelineItem } from './TimelineItem.ts';

export interface TimelineState {
  readonly conversation: Conversation;
  /** Oldest first: messages by `seq` without a hole, then those that were not sent yet. */
  readonly items: readonly TimelineItem[];
  /** Whether `loadOlder` would bring more. */
  readonly hasOlder: boolean;
  /** Whether newer messages were let go while paging back: `loadNewer` and `loadNewest` bring them again. */
  readonly hasNewer: boolean;
  readonly isLoading: boolean;
  /** Why the last page could not be loaded. */
  readonly error?: MessagingError | undefined;
  /** User IDs of those who are typing. Empty while the API has no such event. */
  readonly typing: readonly string[];
}

const pageSize = 50;
const nobody: readonly string[] = [];

const isDetachedAt = ({ window }: ConversationEntry, last: number): boolean =>
  window.last === last && !window.isAttached;

interface Deps {
  readonly api: Pick<Api, 'messages'>;
  readonly store: Store;
}

/** The messages of one conversation, as far as somebody looks at them. */
export class Timeline implements Observable<TimelineState> {
  readonly conversationId: string;
  readonly #deps: Deps;
  readonly #listeners = new Listeners();
  /** An item stays the same object until its message changes. */
  readonly #items = new WeakMap<Message, StoredItem>();
  readonly #progress = new Cell<{ isLoading: boolean; error?: MessagingError }>({ isLoading: false });
  #snapshot: TimelineState | undefined;
  #loading: Promise<void> | undefined;
  #stop: (() => void) | undefined;

  constructor(conversationId: string, deps: Deps) {
    this.conversationId = conversationId;
    this.#deps = deps;
  }

  readonly getSnapshot = (): TimelineState => {
    this.#snapshot ??= this.#toState();
    return this.#snapshot;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    // Before the listener is there: nothing is called back while it subscribes.
    if (this.#listeners.size === 0) this.#open();
    const remove = this.#listeners.add(listener);
    return () => {
      remove();
      if (this.#listeners.size === 0) this.#close();
    };
  };

  /** Loads the page before the first message. */
  loadOlder(): Promise<void> {
    return this.#load(async (entry) => {
      const { first } = entry.window;
      if (first === undefined) return this.#loadNewest(entry);
      if (!entry.window.hasOlder) return;
      const page = await this.#page({ beforeSeq: first });
      if (entry.window.first !== first) return;
      this.#change(entry, page.items, (items) => entry.window.prepend(items, page.hasMore));
    });
  }

  /** Loads the page after the last message, when there is one. */
  loadNewer(): Promise<void> {
    return this.#load(async (entry) => {
      const { last } = entry.window;
      if (last === undefined || !isDetachedAt(entry, last)) return;
      const page = await this.#page({ afterSeq: last });
      if (!isDetachedAt(entry, last)) return;
      this.#extend(entry, page);
    });
  }

  /** Goes to the newest messages. */
  loadNewest(): Promise<void> {
    return this.#load((entry) => this.#loadNewest(entry));
  }

  /** Goes to a message and what was sent around it. */
  loadAround(seq: number): Promise<void> {
    return this.#load(async (entry) => {
      if (entry.window.find(seq)) return;
      const older = await this.#page({ beforeSeq: seq });
      const from = await this.#page({ afterSeq: seq - 1 });
      this.#change(entry, [...older.items, ...from.items], (items) => {
        const isNewest = (items.at(-1)?.seq ?? 0) >= entry.seen;
        entry.window.replace(items, { hasOlder: older.hasMore, isNewest });
      });
    });
  }

  get #entry(): ConversationEntry {
    return this.#deps.store.entry(this.conversationId);
  }

  #open(): void {
    const { store } = this.#deps;
    const stops = [
      store.onChange((id) => {
        if (id === this.conversationId) this.#refresh();
      }),
      this.#progress.subscribe(() => this.#refresh()),
    ];
    this.#stop = () => stops.forEach((stop) => stop());
    this.#snapshot = undefined;
    void this.#load((entry) => this.#begin(entry));
  }

  #close(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#deps.store.find(this.conversationId)?.window.close();
    this.#snapshot = undefined;
  }

  #refresh(): void {
    this.#snapshot = undefined;
    this.#listeners.call();
  }

  #toState(): TimelineState {
    const { store } = this.#deps;
    const entry = this.#entry;
    const { isLoading, error } = this.#progress.getSnapshot();
    return {
      conversation: entry.conversation,
      items: [...entry.window.items.map((message) => this.#toItem(message, store)), ...entry.outgoing],
      hasOlder: entry.window.hasOlder,
      hasNewer: !entry.window.isAttached,
      isLoading,
      error,
      typing: nobody,
    };
  }

  #toItem(message: Message, store: Store): StoredItem {
    const known = this.#items.get(message);
    if (known) return known;
    const item: StoredItem = { ...message, state: 'stored', key: store.keyOf(message) };
    this.#items.set(message, item);
    return item;
  }

  /** What the storage keeps, and the newest page when that is not enough. */
  async #begin(entry: ConversationEntry): Promise<void> {
    const { recorder } = this.#deps.store;
    if (entry.window.items.length < pageSize && entry.window.isAttached) {
      const saved = await recorder.loadMessages(entry);
      const { first = Infinity } = entry.window;
      const older = saved.filter(({ seq }) => seq < first);
      if (older.length > 0) {
        this.#deps.store.batch(() => {
          entry.window.prepend(this.#deps.store.newestStates(entry, older), entry.window.hasOlder);
        });
        this.#refresh();
      }
    }
    const isShort = entry.window.items.length < pageSize && entry.window.hasOlder;
    if (isShort && entry.window.first !== undefined) await this.#prepend(entry, entry.window.first);
    else if (isShort) await this.#loadNewest(entry);
  }

  async #prepend(entry: ConversationEntry, first: number): Promise<void> {
    const page = await this.#page({ beforeSeq: first });
    if (entry.window.first !== first) return;
    this.#change(entry, page.items, (items) => entry.window.prepend(items, page.hasMore));
  }

  async #loadNewest(entry: ConversationEntry): Promise<void> {
    const page = await this.#page({});
    this.#change(entry, page.items, (items) => {
      const known = items.filter(({ seq }) => seq <= entry.seen);
      entry.window.replace(known, { hasOlder: page.hasMore, isNewest: true });
      for (const message of known) this.#keep(entry, message);
    });
    // What is newer than everything that came is taken like any other message, holes and all.
    for (const message of page.items) if (message.seq > entry.seen) this.#deps.store.take(message);
  }

  #extend(entry: ConversationEntry, page: { readonly items: readonly Message[]; readonly hasMore: boolean }): void {
    const known = page.items.filter(({ seq }) => seq <= entry.seen);
    const isNewest = !page.hasMore || known.length < page.items.length || (known.at(-1)?.seq ?? 0) >= entry.seen;
    this.#change(entry, known, (items) => entry.window.extend(items, isNewest));
    for (const message of page.items) if (message.seq > entry.seen) this.#deps.store.take(message);
  }

  #page(place: { beforeSeq?: number; afterSeq?: number }): ReturnType<Api['messages']> {
    return this.#deps.api.messages({ conversationId: this.conversationId, limit: pageSize, ...place });
  }

  #change(entry: ConversationEntry, page: readonly Message[], change: (items: Message[]) => void): void {
    const { store } = this.#deps;
    store.update(entry, () => {
      change(store.newestStates(entry, page));
    });
  }

  #keep(entry: ConversationEntry, message: Message): void {
    const { recorder } = this.#deps.store;
    if (entry.savedFrom > 0 && message.seq >= entry.savedFrom) recorder.keepMessage(entry, message);
  }

  /** One page at a time: who asks meanwhile waits for the page on its way. */
  #load(task: (entry: ConversationEntry) => Promise<void>): Promise<void> {
    this.#loading ??= this.#run(task).finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  async #run(task: (entry: ConversationEntry) => Promise<void>): Promise<void> {
    const entry = this.#entry;
    entry.window.isOpen = true;
    this.#progress.set({ isLoading: true });
    try {
      await task(entry);
      this.#progress.set({ isLoading: false });
    } catch (thrown) {
      this.#progress.set({ isLoading: false, error: asMessagingError(thrown) });
    }
  }
}
