import type { Api } from '../Api.ts';
import type { OnDebug } from '../DebugEvent.ts';
import type { Environment } from '../Environment.ts';
import { asMessagingError } from '../fromErrorEntry.ts';
import { type MessagingError } from '../MessagingError.ts';
import type { Message } from '../models.ts';
import { Cell, type Observable } from '../Observable.ts';
import { userPrefix } from '../session/StoredSession.ts';
import type { Storage } from '../storage/Storage.ts';
import type { OutgoingItem } from '../store/TimelineItem.ts';
import type { Channel } from '../tabs/Channel.ts';
import { toFailure, toOutgoingItem, type OutboxRecord } from './OutboxRecord.ts';
import { SendLine } from './SendLine.ts';

export interface OutboxOptions {
  readonly api: Pick<Api, 'sendMessage' | 'sendGroupMessage'>;
  readonly storage: Storage;
  readonly channel: Channel;
  readonly environment: Pick<Environment, 'crypto' | 'timers'>;
  readonly onDebug: OnDebug;
  /** The server has stored a message. */
  onStored(message: Message): void;
  /** The unsent messages of a conversation have changed. */
  onOutgoing(conversationId: string, items: readonly OutgoingItem[]): void;
}

/** What a send begins with: to a person or to a group. */
export interface NewMessage {
  readonly conversationId: string;
  readonly recipientId?: string | undefined;
  readonly groupId?: string | undefined;
  readonly text: string;
  readonly clientMessageId?: string | undefined;
}

interface Waiter {
  readonly resolve: (message: Message) => void;
  readonly reject: (error: MessagingError) => void;
}

/** The server recognises a repeat for 7 days; after that, sending once more could send twice. */
const maxAgeMs = 6.5 * 86_400_000;

/** Unsent messages: shown at once, kept until the server has stored them, sent in order within a conversation. */
export class Outbox implements Observable<readonly OutgoingItem[]> {
  readonly #options: OutboxOptions;
  readonly #records = new Map<string, OutboxRecord>();
  readonly #lines = new Map<string, SendLine>();
  readonly #waiters = new Map<string, Set<Waiter>>();
  /** Records that this client has removed: a read that began before must not bring them back. */
  readonly #gone = new Set<string>();
  /** Records that are not in the storage yet. */
  readonly #unwritten = new Set<string>();
  readonly #items = new Cell<readonly OutgoingItem[]>([]);
  readonly #stopListening: () => void;
  #userId = '';
  #isSender = false;
  #count = 0;
  #lastAt = 0;
  #reloading: Promise<unknown> = Promise.resolve();
  readonly getSnapshot = this.#items.getSnapshot;
  readonly subscribe = this.#items.subscribe;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#stopListening = options.channel.subscribe((notice) => {
      if (notice === 'outbox') void this.reload().catch((error: unknown) => this.#report(error));
    });
  }

  /** Begins with what the storage kept of this person; without one, with nothing. */
  async reset(userId: string): Promise<void> {
    for (const line of this.#lines.values()) line.stop();
    this.#lines.clear();
    const conversations = new Set([...this.#records.values()].map(({ conversationId }) => conversationId));
    this.#records.clear();
    this.#userId = userId;
    for (const id of conversations) this.#show(id);
    if (userId !== '') await this.reload();
  }

  /** Reads what other tabs have added, and drops what they have sent. */
  reload(): Promise<void> {
    const reloading = this.#reload();
    this.#reloading = Promise.allSettled([this.#reloading, reloading]);
    return reloading;
  }

  async #reload(): Promise<void> {
    const userId = this.#userId;
    if (userId === '') return;
    const found = await this.#options.storage.read(`${userPrefix(userId)}outbox/`);
    if (userId !== this.#userId) return;
    const stored = new Map(found.map(([, value]) => [(value as OutboxRecord).clientMessageId, value as OutboxRecord]));
    const shown = new Set<string>();
    for (const record of [...this.#records.values(), ...stored.values()]) shown.add(record.conversationId);
    for (const [id, record] of this.#records) {
      if (!stored.has(id) && !this.#unwritten.has(id)) this.#records.delete(record.clientMessageId);
    }
    for (const [id, record] of stored) {
      if (this.#gone.has(id)) continue;
      this.#records.set(id, record);
      this.#lastAt = Math.max(this.#lastAt, Number.parseInt(record.order, 10));
    }
    for (const id of shown) this.#show(id);
    this.#work();
  }

  /** Of several tabs only one sends. */
  setSender(isSender: boolean): void {
    this.#isSender = isSender;
    if (!isSender) for (const line of this.#lines.values()) line.stop();
    if (!isSender) this.#lines.clear();
    else void this.reload().catch((error: unknown) => this.#report(error));
  }

  /** Ends the pauses between attempts. */
  retry(): void {
    for (const line of this.#lines.values()) line.wake();
    this.#work();
  }

  /** @returns when the message is kept; it is shown before that */
  async add(message: NewMessage): Promise<string> {
    const { crypto, timers } = this.#options.environment;
    const now = timers.now();
    this.#count += 1;
    const clientMessageId = message.clientMessageId ?? crypto.randomUUID();
    // A clock that was set back changes no order.
    this.#lastAt = Math.max(this.#lastAt, now);
    const place = [String(this.#lastAt).padStart(15, '0'), String(this.#count).padStart(9, '0')];
    const order = [...place, clientMessageId].join('-');
    const record = { ...message, clientMessageId, order, createdAt: new Date(now).toISOString() };
    await this.#keep(record);
    return clientMessageId;
  }

  /** Tries a failed message once more, after everything that waits. */
  async resend(clientMessageId: string): Promise<string | undefined> {
    const record = this.#records.get(clientMessageId);
    if (!record?.failure) return undefined;
    const { recipientId, groupId, conversationId, text } = record;
    const mayBeStored = record.failure.reason === 'UNCONFIRMED';
    await this.#remove(record);
    await this.#reloading;
    const kept = mayBeStored ? {} : { clientMessageId };
    return this.add({ recipientId, groupId, conversationId, text, ...kept });
  }

  /** Drops a failed message. */
  async discard(clientMessageId: string): Promise<void> {
    const record = this.#records.get(clientMessageId);
    if (record?.failure) await this.#remove(record);
  }

  /** Settles when the message is stored or has failed. */
  stored(clientMessageId: string): Promise<Message> {
    return new Promise((resolve, reject) => {
      const waiters = this.#waiters.get(clientMessageId) ?? new Set<Waiter>();
      this.#waiters.set(clientMessageId, waiters.add({ resolve, reject }));
    });
  }

  /** The server has stored this message: by an answer, a frame or a page. */
  confirm(message: Message): void {
    const id = message.clientMessageId ?? '';
    for (const { resolve } of this.#waiters.get(id) ?? []) resolve(message);
    this.#waiters.delete(id);
    const record = this.#records.get(id);
    if (record) void this.#remove(record).catch((error: unknown) => this.#report(error));
  }

  close(): void {
    this.#stopListening();
    this.setSender(false);
  }

  #keyOf({ order }: OutboxRecord): string {
    return `${userPrefix(this.#userId)}outbox/${order}`;
  }

  async #keep(record: OutboxRecord): Promise<void> {
    const { storage, channel } = this.#options;
    const id = record.clientMessageId;
    this.#records.set(id, record);
    this.#unwritten.add(id);
    this.#show(record.conversationId);
    try {
      await storage.write({ set: [[this.#keyOf(record), record]] });
      channel.post('outbox');
    } catch (error) {
      // It is sent from memory, and is lost when this client ends before.
      this.#report(error);
    } finally {
      this.#unwritten.delete(id);
    }
    this.#work();
  }

  async #remove(record: OutboxRecord): Promise<void> {
    const { storage, channel } = this.#options;
    this.#gone.add(record.clientMessageId);
    this.#records.delete(record.clientMessageId);
    this.#show(record.conversationId);
    await storage.write({ remove: [this.#keyOf(record)] });
    channel.post('outbox');
    void this.#reloading.then(() => this.#gone.delete(record.clientMessageId));
  }

  /** The unsent messages of a conversation in the order in which they are sent. */
  #queue(conversationId: string): OutboxRecord[] {
    return [...this.#records.values()]
      .filter((record) => record.conversationId === conversationId)
      .sort((one, other) => (one.order < other.order ? -1 : 1));
  }

  #show(conversationId: string): void {
    const line = this.#lines.get(conversationId);
    const toItem = (record: OutboxRecord): OutgoingItem =>
      toOutgoingItem(record, {
        isSending: line?.sending === record.clientMessageId,
        error: line?.sending === record.clientMessageId ? line.error : undefined,
      });
    this.#options.onOutgoing(conversationId, this.#queue(conversationId).map(toItem));
    const all = [...this.#records.values()].sort((one, other) => (one.order < other.order ? -1 : 1));
    this.#items.set(all.map((record) => toOutgoingItem(record, { isSending: false })));
  }

  /** Starts a line for each conversation in which something waits and none runs. */
  #work(): void {
    if (!this.#isSender) return;
    for (const { conversationId, failure } of this.#records.values()) {
      if (failure || this.#lines.has(conversationId)) continue;
      const line: SendLine = new SendLine({
        ...this.#options,
        next: () => this.#queue(conversationId).find((record) => !record.failure),
        isWaiting: ({ clientMessageId }) =>
          this.#records.get(clientMessageId)?.failure === undefined && this.#records.has(clientMessageId),
        isTooOld: ({ createdAt }) => this.#options.environment.timers.now() - Date.parse(createdAt) > maxAgeMs,
        onChange: () => this.#show(conversationId),
        onStored: (message) => {
          this.#options.onStored(message);
          this.confirm(message);
        },
        onFailed: (record, error) => this.#fail(record, error),
      });
      this.#lines.set(conversationId, line);
      void line.run().finally(() => {
        if (this.#lines.get(conversationId) !== line) return;
        this.#lines.delete(conversationId);
        this.#show(conversationId);
        if (!line.isPaused) this.#work();
      });
    }
  }

  async #fail(record: OutboxRecord, error: MessagingError): Promise<void> {
    for (const { reject } of this.#waiters.get(record.clientMessageId) ?? []) reject(error);
    this.#waiters.delete(record.clientMessageId);
    await this.#keep({ ...record, failure: toFailure(error) });
  }

  #report(thrown: unknown): void {
    this.#options.onDebug({ kind: 'failure', of: 'outbox', error: asMessagingError(thrown) });
  }
}
