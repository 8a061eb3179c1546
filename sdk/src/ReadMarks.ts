import type { Api } from './Api.ts';
import type { OnDebug } from './DebugEvent.ts';
import type { Timers } from './Environment.ts';
import { asMessagingError } from './fromErrorEntry.ts';
import type { ConversationEntry } from './store/ConversationEntry.ts';
import type { Store } from './store/Store.ts';
import { SingleFlight } from './sync/SingleFlight.ts';

export interface ReadMarkOptions {
  readonly api: Pick<Api, 'markRead'>;
  readonly store: Store;
  readonly timers: Timers;
  readonly onDebug: OnDebug;
  /** Reads the server's state again. */
  readonly onRefused: (entry: ConversationEntry) => void;
}

/** Scrolling marks one message after the other: the last one of this span is sent. */
const quietMs = 300;

/** Read marks: shown at once, the last one sent, kept until the server has it. */
export class ReadMarks {
  readonly #options: ReadMarkOptions;
  readonly #flights = new SingleFlight();
  readonly #timers = new Map<string, () => void>();

  constructor(options: ReadMarkOptions) {
    this.#options = options;
  }

  mark(conversationId: string, seq: number): void {
    const { store, timers } = this.#options;
    const entry = store.entry(conversationId);
    store.update(entry, () => entry.markRead(seq, store.nextRequest()));
    this.#timers.get(conversationId)?.();
    this.#timers.set(
      conversationId,
      timers.after(quietMs, () => {
        this.#timers.delete(conversationId);
        void this.#send(entry);
      }),
    );
  }

  /** Sends what waits. */
  flush(): void {
    for (const entry of this.#options.store.entries()) {
      if (entry.pendingRead !== undefined && !this.#timers.has(entry.id)) void this.#send(entry);
    }
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #send(entry: ConversationEntry): Promise<void> {
    return this.#flights.run(entry.id, async () => {
      const { api, store, onDebug, onRefused } = this.#options;
      for (let seq = entry.pendingRead; seq !== undefined; seq = entry.pendingRead) {
        const request = store.nextRequest();
        try {
          const conversation = await api.markRead({ conversationId: entry.id, seq });
          if (store.find(entry.id) !== entry) return;
          if (entry.pendingRead === seq) store.update(entry, () => (entry.pendingRead = undefined));
          store.describe(conversation, request);
        } catch (thrown) {
          const error = asMessagingError(thrown);
          onDebug({ kind: 'failure', of: 'markRead', error });
          // The next connection sends it again.
          if (error.isRetryable || error.type === 'Unauthorized') return;
          store.update(entry, () => entry.dropRead());
          onRefused(entry);
        }
      }
    });
  }
}
