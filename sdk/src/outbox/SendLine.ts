import type { Api } from '../Api.ts';
import { backOff } from '../backOff.ts';
import type { OnDebug } from '../DebugEvent.ts';
import type { Environment } from '../Environment.ts';
import { asMessagingError } from '../fromErrorEntry.ts';
import { MessagingError } from '../MessagingError.ts';
import type { Message } from '../models.ts';
import type { OutboxRecord } from './OutboxRecord.ts';

export interface SendLineOptions {
  readonly api: Pick<Api, 'sendMessage' | 'sendGroupMessage'>;
  readonly environment: Pick<Environment, 'timers'>;
  readonly onDebug: OnDebug;
  /** The first message that waits. */
  next(): OutboxRecord | undefined;
  isWaiting(record: OutboxRecord): boolean;
  isTooOld(record: OutboxRecord): boolean;
  readonly onChange: () => void;
  onStored(message: Message): void;
  onFailed(record: OutboxRecord, error: MessagingError): Promise<void>;
}

/** `Internal` may be for good: a message that always meets it must not hold up the ones behind it. */
const maxInternal = 8;

/** Sends the messages of one conversation, one after the other. */
export class SendLine {
  readonly #options: SendLineOptions;
  /** The `clientMessageId` that is being sent, also between two attempts. */
  sending: string | undefined;
  /** Why the last attempt did not succeed. */
  error: MessagingError | undefined;
  /** Whether it ended because nobody is signed in. */
  isPaused = false;
  #hasStopped = false;
  #wake: () => void = () => undefined;

  constructor(options: SendLineOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#hasStopped = true;
    this.#wake();
  }

  wake(): void {
    this.#wake();
  }

  async run(): Promise<void> {
    for (let record = this.#options.next(); record && !this.#isOver(); record = this.#options.next()) {
      this.sending = record.clientMessageId;
      this.error = undefined;
      this.#options.onChange();
      await this.#deliver(record);
    }
  }

  #isOver(): boolean {
    return this.#hasStopped || this.isPaused;
  }

  /** Repeats with the same id until the outcome is known. */
  async #deliver(record: OutboxRecord): Promise<void> {
    let internal = 0;
    for (let attempt = 1; this.#options.isWaiting(record) && !this.#isOver(); attempt += 1) {
      if (this.#options.isTooOld(record)) {
        await this.#options.onFailed(record, tooOld());
        return;
      }
      const error = await this.#attempt(record);
      if (!error || this.#hasStopped || !this.#options.isWaiting(record)) return;
      internal += error.type === 'Internal' ? 1 : 0;
      if (error.type === 'Unauthorized') this.isPaused = true;
      else if (!error.isRetryable || internal >= maxInternal) await this.#options.onFailed(record, error);
      else await this.#pause(attempt, error);
    }
  }

  async #attempt(record: OutboxRecord): Promise<MessagingError | undefined> {
    const { api } = this.#options;
    const { recipientId, groupId, text, clientMessageId } = record;
    try {
      const message = await (groupId === undefined
        ? api.sendMessage({ recipientId: recipientId ?? '', text, clientMessageId })
        : api.sendGroupMessage({ groupId, text, clientMessageId }));
      this.#options.onStored(message);
      return undefined;
    } catch (error) {
      return asMessagingError(error);
    }
  }

  async #pause(attempt: number, error: MessagingError): Promise<void> {
    const { environment, onDebug, onChange } = this.#options;
    const delayMs = Math.max(backOff(environment.timers, attempt), error.retryAfterMs ?? 0);
    this.error = error;
    onDebug({ kind: 'retry', of: 'send', attempt, delayMs });
    onChange();
    await new Promise<void>((resolve) => {
      const cancel = environment.timers.after(delayMs, resolve);
      // A limit is waited out; a new connection ends every other pause.
      this.#wake = () => {
        if (error.retryAfterMs !== undefined && !this.#hasStopped) return;
        cancel();
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}

const tooOld = (): MessagingError =>
  new MessagingError('Unavailable', 'It is not known whether this message was sent. Send it again if it was not.', {
    reason: 'UNCONFIRMED',
  });
