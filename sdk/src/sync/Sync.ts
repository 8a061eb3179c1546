import type { Api, Value } from '../Api.ts';
import { backOff } from '../backOff.ts';
import type { OnDebug } from '../DebugEvent.ts';
import type { Timers } from '../Environment.ts';
import { asMessagingError } from '../fromErrorEntry.ts';
import { MessagingError } from '../MessagingError.ts';
import type { ConversationEntry } from '../store/ConversationEntry.ts';
import { peerIdOf } from '../store/provisional.ts';
import type { Store } from '../store/Store.ts';
import { SingleFlight } from './SingleFlight.ts';

export interface SyncOptions {
  readonly api: Api;
  readonly store: Store;
  readonly timers: Timers;
  readonly onDebug: OnDebug;
}

const pageSize = 100;
const listSize = 50;
/** The list is read again at each connection, as far as it was read, up to this many pages. */
const maxListPages = 10;

const isOfType = (error: unknown, type: MessagingError['type']): boolean =>
  error instanceof MessagingError && error.type === type;

/** Fetches what the store misses. Belongs to one sign-in: after `stop` its answers are dropped. */
export class Sync {
  readonly #options: SyncOptions;
  readonly #flights = new SingleFlight();
  #isCatchingUp = false;
  #hasStopped = false;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#hasStopped = true;
  }

  /** Everything since the cursor, then the list with the server's counts, then the holes that are left. */
  catchUp(): Promise<void> {
    return this.#flights.run('catchUp', async () => {
      this.#isCatchingUp = true;
      try {
        await this.#check();
        await this.#refreshList();
      } finally {
        this.#isCatchingUp = false;
      }
      await Promise.all(this.#options.store.entries().map((entry) => this.#complete(entry)));
    });
  }

  /** The next page of the list. */
  loadConversations(nextToken: string | null): Promise<void> {
    return this.#flights.run('list', async () => {
      await this.#loadList(nextToken);
    });
  }

  /** Fetches the messages after `entry.seen`. During a catch-up they come anyway. */
  fillHole(entry: ConversationEntry): void {
    if (this.#isCatchingUp || this.#hasStopped) return;
    void this.#flights.run(`hole/${entry.id}`, () => this.#retried('messages', () => this.#fill(entry)));
  }

  describe(entry: ConversationEntry): void {
    void this.#flights.run(`describe/${entry.id}`, () => this.#retried('conversation', () => this.describeNow(entry)));
  }

  /** Reads the conversation's description; one without messages has none, and only its peer is read. */
  async describeNow(entry: ConversationEntry): Promise<void> {
    const { api, store } = this.#options;
    const request = store.nextRequest();
    try {
      const conversation = await api.conversation({ id: entry.id });
      if (conversation && this.#isCurrent(entry)) store.describe(conversation, request);
    } catch (error) {
      if (!isOfType(error, 'NotFound')) throw error;
      await this.#describePeer(entry);
    }
  }

  #isCurrent(entry: ConversationEntry): boolean {
    return !this.#hasStopped && this.#options.store.find(entry.id) === entry;
  }

  async #describePeer(entry: ConversationEntry): Promise<void> {
    const { api, store } = this.#options;
    const id = peerIdOf(entry.id, store.userId);
    const peer = id === undefined ? null : await api.user({ id });
    if (!this.#isCurrent(entry) || entry.isKnown) return;
    store.update(entry, () => (entry.conversation = { ...entry.conversation, peer }));
  }

  async #check(): Promise<void> {
    const { recorder } = this.#options.store;
    if (recorder.cursor === undefined) return this.#begin();
    try {
      await this.#follow(recorder.cursor);
    } catch (error) {
      // The server does not know this cursor: the list and the holes tell what is missing.
      if (!isOfType(error, 'BadRequest')) throw error;
      await this.#begin();
    }
  }

  /** Applies page by page, so that a page that was applied is never asked for again. */
  async #follow(cursor: string): Promise<void> {
    for (let page = await this.#page(cursor); ; page = await this.#page(page.nextCursor)) {
      if (this.#hasStopped) return;
      this.#options.store.takeCheck(page);
      if (!page.hasMore) return;
    }
  }

  /** Without a cursor the pages hold unread messages of others only: what counts is the cursor they end with. */
  async #begin(): Promise<void> {
    let page = await this.#page(undefined);
    while (page.hasMore) page = await this.#page(page.nextCursor);
    await this.#refreshList();
    if (!this.#hasStopped) this.#options.store.recorder.keepCursor(page.nextCursor);
  }

  async #page(since: string | undefined): Promise<Value<'checkMessages'>> {
    const { api, onDebug } = this.#options;
    const page = await api.checkMessages({ since, limit: pageSize });
    const { messages, changed, hasMore } = page;
    onDebug({ kind: 'page', messages: messages.length, changed: changed.length, hasMore });
    return page;
  }

  async #refreshList(): Promise<void> {
    const known = this.#options.store.entries().filter(({ isKnown }) => isKnown).length;
    const pages = Math.min(maxListPages, Math.max(1, Math.ceil(known / listSize)));
    let nextToken: string | null = null;
    for (let page = 0; page < pages; page += 1) {
      nextToken = await this.#loadList(nextToken);
      if (nextToken === null) return;
    }
  }

  async #loadList(nextToken: string | null): Promise<string | null> {
    const { api, store } = this.#options;
    const request = store.nextRequest();
    const page = await api.conversations({ limit: listSize, nextToken });
    if (this.#hasStopped) return null;
    store.batch(() => {
      for (const conversation of page.items) store.describe(conversation, request);
      store.setPaging(page.nextToken);
    });
    return page.nextToken;
  }

  async #complete(entry: ConversationEntry): Promise<void> {
    const isBehind = entry.ahead.size > 0 || entry.conversation.lastSeq > entry.seen;
    if (isBehind) await this.#flights.run(`hole/${entry.id}`, () => this.#fill(entry));
    if (!entry.isKnown && entry.seen > 0) this.describe(entry);
  }

  async #fill(entry: ConversationEntry): Promise<void> {
    const { api, store, onDebug } = this.#options;
    for (;;) {
      const next = Math.min(...entry.ahead.keys(), entry.conversation.lastSeq + 1);
      if (next <= entry.seen || (entry.ahead.size === 0 && entry.conversation.lastSeq <= entry.seen)) return;
      onDebug({ kind: 'hole', conversationId: entry.id, afterSeq: entry.seen, beforeSeq: next });
      const page = await api.messages({ conversationId: entry.id, afterSeq: entry.seen, limit: pageSize });
      if (!this.#isCurrent(entry)) return;
      if (page.items.some(({ seq }) => seq > entry.seen)) store.takeAfter(entry, page.items);
      // Nothing visible lies between: the end of a stay in a group is not a hole.
      else if (entry.ahead.size > 0) store.closeHole(entry);
      else return;
    }
  }

  /** Repeats while the error may pass; a new connection catches up anyway. */
  async #retried(of: string, task: () => Promise<void>): Promise<void> {
    const { timers, onDebug } = this.#options;
    for (let attempt = 1; !this.#hasStopped; attempt += 1) {
      try {
        await task();
        return;
      } catch (thrown) {
        const error = asMessagingError(thrown);
        onDebug({ kind: 'failure', of, error });
        if (!error.isRetryable || attempt > 8) return;
        const delayMs = backOff(timers, attempt);
        await new Promise<void>((resolve) => timers.after(delayMs, resolve));
      }
    }
  }
}
