import type { OnDebug } from '../DebugEvent.ts';
import { asMessagingError } from '../fromErrorEntry.ts';
import type { Message } from '../models.ts';
import { userPrefix } from '../session/StoredSession.ts';
import type { Storage, StorageChanges } from '../storage/Storage.ts';
import type { ConversationEntry, EntryRecord } from './ConversationEntry.ts';
import { windowSizes } from './MessageWindow.ts';

/** Seqs as text of one length, so that keys are in their order. */
const seqText = (seq: number): string => String(seq).padStart(10, '0');

interface Change {
  readonly value?: unknown;
}

const toChanges = (waiting: ReadonlyMap<string, Change>): StorageChanges => {
  const changes = [...waiting];
  return {
    set: changes.filter(([, change]) => 'value' in change).map(([key, { value }]) => [key, value] as const),
    remove: changes.filter(([, change]) => !('value' in change)).map(([key]) => key),
  };
};

interface Kept {
  readonly entries: readonly EntryRecord[];
  readonly cursor: string | undefined;
}

/**
 * Writes to the storage what changed in the store: the messages, the conversations and the cursor of one moment in one
 * set of changes. Of several tabs only one writes; the others keep their changes until it is their turn.
 */
export class Recorder {
  readonly #storage: Storage;
  readonly #onDebug: OnDebug;
  readonly #entries = new Map<string, ConversationEntry>();
  readonly #messages = new Map<string, Map<number, Message>>();
  /** The lowest seq that is in the storage, by conversation. */
  readonly #saved = new Map<string, number>();
  /** By key: what is to be set, or removed where there is no value. */
  readonly #waiting = new Map<string, Change>();
  #userId = '';
  #cursor: string | undefined;
  #isCursorDirty = false;
  #isWriter = false;
  #writing: Promise<void> | undefined;

  constructor(storage: Storage, onDebug: OnDebug) {
    this.#storage = storage;
    this.#onDebug = onDebug;
  }

  get cursor(): string | undefined {
    return this.#cursor;
  }

  reset(userId: string): void {
    this.#userId = userId;
    this.#entries.clear();
    this.#messages.clear();
    this.#saved.clear();
    this.#waiting.clear();
    this.#cursor = undefined;
    this.#isCursorDirty = false;
  }

  async load(userId: string): Promise<Kept> {
    const prefix = userPrefix(userId);
    const [conversations, cursors] = await Promise.all([
      this.#storage.read(`${prefix}conversation/`),
      this.#storage.read(`${prefix}cursor`),
    ]);
    return {
      entries: conversations.map(([, value]) => value as EntryRecord),
      cursor: cursors[0]?.[1] as string | undefined,
    };
  }

  /** Continues from a cursor of the storage. */
  resume(cursor: string | undefined): void {
    this.#cursor = cursor;
  }

  /** The newest messages of a conversation, as far as the storage keeps them. */
  async loadMessages({ id, savedFrom, seen }: ConversationEntry): Promise<Message[]> {
    const found = await this.#storage.read(this.#messageKey(id));
    return found
      .map(([, value]) => value as Message)
      .filter(({ seq }) => savedFrom > 0 && seq >= savedFrom && seq <= seen);
  }

  keepCursor(cursor: string): void {
    this.#cursor = cursor;
    this.#isCursorDirty = true;
    void this.flush();
  }

  keepEntry(entry: ConversationEntry): void {
    this.#entries.set(entry.id, entry);
    void this.flush();
  }

  /** Takes a message to write; those that the storage would not keep are left out. */
  keepMessage(entry: ConversationEntry, message: Message): void {
    const from = this.#keptFrom(entry);
    const waiting = this.#messages.get(entry.id) ?? new Map<number, Message>();
    waiting.set(message.seq, message);
    for (const seq of waiting.keys()) if (seq < from) waiting.delete(seq);
    this.#messages.set(entry.id, waiting);
    if (entry.savedFrom === 0 || message.seq < entry.savedFrom) entry.savedFrom = Math.max(from, message.seq);
    this.#entries.set(entry.id, entry);
  }

  /** From now on this client writes, or leaves it to another. */
  setWriter(isWriter: boolean): void {
    this.#isWriter = isWriter;
    if (isWriter) void this.flush();
  }

  /** Writes what waits. Changes that come meanwhile are written after it. */
  flush(): Promise<void> {
    if (!this.#isWriter) return Promise.resolve();
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    // The rest of the batch joins this write.
    await Promise.resolve();
    while (this.#isWriter && this.#collect()) {
      const waiting = new Map(this.#waiting);
      try {
        await this.#storage.write(toChanges(waiting));
      } catch (error) {
        // Reading goes on from memory. The storage stays as it was, and what waits is written with the next changes.
        this.#onDebug({ kind: 'failure', of: 'storage', error: asMessagingError(error) });
        return;
      }
      for (const [key, value] of waiting) if (this.#waiting.get(key) === value) this.#waiting.delete(key);
    }
  }

  /** @returns whether there is anything to write */
  #collect(): boolean {
    for (const entry of this.#entries.values()) this.#collectEntry(entry);
    if (this.#isCursorDirty) this.#waiting.set(`${userPrefix(this.#userId)}cursor`, { value: this.#cursor });
    this.#entries.clear();
    this.#messages.clear();
    this.#isCursorDirty = false;
    return this.#waiting.size > 0;
  }

  #collectEntry(entry: ConversationEntry): void {
    const from = this.#keptFrom(entry);
    const prefix = this.#messageKey(entry.id);
    for (const seq of this.#outgrown(entry, from)) this.#waiting.set(prefix + seqText(seq), {});
    for (const [seq, message] of this.#messages.get(entry.id) ?? []) {
      if (seq >= from) this.#waiting.set(prefix + seqText(seq), { value: message });
    }
    if (entry.savedFrom > 0) entry.savedFrom = Math.max(entry.savedFrom, from);
    this.#saved.set(entry.id, entry.savedFrom);
    this.#waiting.set(`${userPrefix(this.#userId)}conversation/${entry.id}`, { value: entry.toRecord() });
  }

  /** Seqs in the storage that are not kept any longer. */
  #outgrown(entry: ConversationEntry, from: number): number[] {
    const saved = this.#saved.get(entry.id) ?? entry.savedFrom;
    if (saved === 0) return [];
    // Between two stays in a group lies any number of messages, none of which was kept.
    const length = Math.min(from - saved, 4 * windowSizes.closed);
    return length > 0 ? Array.from({ length }, (_, at) => saved + at) : [];
  }

  #keptFrom({ seen }: ConversationEntry): number {
    return Math.max(1, seen - windowSizes.closed + 1);
  }

  #messageKey(conversationId: string): string {
    return `${userPrefix(this.#userId)}message/${conversationId}/`;
  }
}
