import { backOff } from '../backOff.ts';
import type { OnDebug } from '../DebugEvent.ts';
import type { Endpoints } from '../Endpoints.ts';
import type { Environment, Signal } from '../Environment.ts';
import { asMessagingError } from '../fromErrorEntry.ts';
import { type MessagingError } from '../MessagingError.ts';
import type { Message } from '../models.ts';
import { Cell, type Observable } from '../Observable.ts';
import type { Session } from '../session/Session.ts';
import type { ConnectionState } from './ConnectionState.ts';
import { subscribe } from './subscribe.ts';

export interface ConnectionOptions {
  readonly endpoints: Endpoints;
  readonly environment: Environment;
  readonly session: Session;
  readonly onDebug: OnDebug;
  /** Takes a message from a frame. */
  onMessage(message: Message): void;
  /** Fetches everything that was missed; rejects when it could not. */
  catchUp(): Promise<void>;
  onLive(): void;
}

/** How often a live connection asks what was missed all the same, as docs/realtime.md says. */
const checkMs = 300_000;
/** How often it looks whether the line is dead, or whether the device has slept. */
const tickMs = 15_000;
/** The server says something about every minute. */
const silentMs = 90_000;

/** One socket at a time; see `ConnectionState` for what it goes through. */
export class Connection implements Observable<ConnectionState> {
  readonly #options: ConnectionOptions;
  readonly #state = new Cell<ConnectionState>({ status: 'idle' });
  /** Raised with each attempt: what belongs to an earlier one is ignored. */
  #attempt = 0;
  #failures = 0;
  #lastFrameAt = 0;
  #lastCheckAt = 0;
  #timeoutMs = checkMs;
  #endLine: () => void = () => undefined;
  #cancelTimer: () => void = () => undefined;
  #stopSignals: (() => void) | undefined;
  readonly getSnapshot = this.#state.getSnapshot;
  readonly subscribe = this.#state.subscribe;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#stopSignals) return;
    this.#stopSignals = this.#options.environment.signals.subscribe((signal) => this.#onSignal(signal));
    this.#failures = 0;
    void this.#open();
  }

  stop(): void {
    this.#stopSignals?.();
    this.#stopSignals = undefined;
    this.#drop();
    this.#set({ status: 'idle' });
  }

  /** Tries at once instead of waiting out the pause. */
  retry(): void {
    if (this.getSnapshot().status === 'waiting' || this.getSnapshot().status === 'offline') void this.#open();
  }

  #set(state: ConnectionState): void {
    if (this.getSnapshot().status === state.status && state.status !== 'waiting') return;
    this.#options.onDebug({ kind: 'connection', state: state.status });
    this.#state.set(state);
  }

  /** Ends what runs and begins another attempt's number. */
  #drop(): number {
    this.#attempt += 1;
    this.#cancelTimer();
    this.#endLine();
    this.#endLine = () => undefined;
    return this.#attempt;
  }

  async #open(): Promise<void> {
    const attempt = this.#drop();
    const { endpoints, environment, session } = this.#options;
    this.#set({ status: 'connecting' });
    try {
      const token = await session.token();
      if (attempt !== this.#attempt) return;
      this.#lastFrameAt = environment.timers.now();
      this.#endLine = subscribe({
        endpoints,
        environment,
        token,
        onFrame: () => (this.#lastFrameAt = environment.timers.now()),
        onMessage: (message) => {
          if (attempt === this.#attempt) this.#options.onMessage(message);
        },
        onStarted: (timeoutMs) => {
          if (attempt === this.#attempt) void this.#catchUp(attempt, timeoutMs);
        },
        onEnded: (error) => void this.#lose(attempt, error, token),
      });
    } catch (error) {
      await this.#lose(attempt, asMessagingError(error));
    }
  }

  async #catchUp(attempt: number, timeoutMs: number): Promise<void> {
    this.#timeoutMs = timeoutMs;
    this.#set({ status: 'catchingUp' });
    try {
      await this.#options.catchUp();
    } catch (error) {
      await this.#lose(attempt, asMessagingError(error));
      return;
    }
    if (attempt !== this.#attempt) return;
    this.#failures = 0;
    this.#lastCheckAt = this.#options.environment.timers.now();
    this.#set({ status: 'live' });
    this.#options.onLive();
    this.#tick(attempt);
  }

  /** A device that slept misses its timers: the tick comes late. */
  #tick(attempt: number): void {
    const { timers } = this.#options.environment;
    const dueAt = timers.now() + tickMs;
    this.#cancelTimer = timers.after(tickMs, () => {
      if (attempt !== this.#attempt) return;
      const now = timers.now();
      if (now - this.#lastFrameAt > this.#timeoutMs) void this.#open();
      else if (now - dueAt > 2 * tickMs) this.#wake(attempt);
      else if (now - this.#lastCheckAt > checkMs) void this.#check(attempt);
      else this.#tick(attempt);
    });
  }

  #onSignal(signal: Signal): void {
    const { status } = this.getSnapshot();
    if (signal === 'offline') {
      this.#drop();
      this.#set({ status: 'offline' });
    } else if (signal === 'online' || status === 'waiting' || status === 'offline') void this.#open();
    else if (status === 'live') this.#wake(this.#attempt);
  }

  #wake(attempt: number): void {
    const silence = this.#options.environment.timers.now() - this.#lastFrameAt;
    if (silence > Math.min(silentMs, this.#timeoutMs)) void this.#open();
    else void this.#check(attempt);
  }

  /** Asks what was missed on a line that seems to be alive. */
  async #check(attempt: number): Promise<void> {
    const { timers } = this.#options.environment;
    this.#cancelTimer();
    try {
      await this.#options.catchUp();
      if (attempt !== this.#attempt) return;
      this.#lastCheckAt = timers.now();
      this.#tick(attempt);
    } catch (error) {
      await this.#lose(attempt, asMessagingError(error));
    }
  }

  async #lose(attempt: number, error: MessagingError, token?: string): Promise<void> {
    if (attempt !== this.#attempt) return;
    const current = this.#drop();
    this.#failures += 1;
    if (error.type === 'Unauthorized') await this.#clear(token).catch(() => undefined);
    if (current !== this.#attempt) return;
    this.#wait(error);
  }

  /** A refused token is replaced when it expired; when the person was signed out, the session ends here. */
  async #clear(token: string | undefined): Promise<void> {
    const { session } = this.#options;
    if (token === undefined) return;
    await session.verify(token);
    if (session.getSnapshot().status === 'signedIn' && this.#failures > 1) await session.renew(token);
  }

  #wait(error: MessagingError): void {
    const { environment, onDebug } = this.#options;
    if (!environment.signals.isOnline()) {
      this.#set({ status: 'offline' });
      return;
    }
    const delayMs = Math.max(backOff(environment.timers, this.#failures), error.retryAfterMs ?? 0);
    onDebug({ kind: 'retry', of: 'connection', attempt: this.#failures, delayMs });
    this.#set({ status: 'waiting', retryAt: environment.timers.now() + delayMs, error });
    this.#cancelTimer = environment.timers.after(delayMs, () => void this.#open());
  }
}
