import type { Endpoints } from '../Endpoints.ts';
import type { Environment, Socket } from '../Environment.ts';
import { fromErrorEntry } from '../fromErrorEntry.ts';
import { onMessage } from '../generated/documents.ts';
import { MessagingError } from '../MessagingError.ts';
import type { Message } from '../models.ts';

export interface LiveHandlers {
  /** The server has acknowledged the subscription: from here on nothing is left out, as long as the network holds. */
  onStarted(connectionTimeoutMs: number): void;
  onMessage(message: Message): void;
  /** Any frame at all: the line is alive. */
  onFrame(): void;
  /** Called once, for whatever ended the connection. */
  onEnded(error: MessagingError): void;
}

export interface LiveOptions extends LiveHandlers {
  readonly endpoints: Endpoints;
  readonly environment: Pick<Environment, 'WebSocket' | 'crypto' | 'timers'>;
  readonly token: string;
}

interface Frame {
  readonly type?: string;
  readonly id?: string;
  readonly payload?: {
    readonly connectionTimeoutMs?: number;
    readonly data?: { readonly onMessage?: { readonly message?: Message } | null } | null;
    readonly errors?: unknown;
  };
}

const handshakeMs = 15_000;
const defaultTimeoutMs = 300_000;

const { btoa, URL } = globalThis as unknown as {
  readonly btoa: (text: string) => string;
  readonly URL: new (url: string) => { readonly host: string };
};

const base64Url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Some refusals carry a list, `MaxSubscriptionsReachedError` an object. */
const toError = ({ payload }: Frame): MessagingError => {
  const errors = payload?.errors;
  return fromErrorEntry(Array.isArray(errors) ? (errors as unknown[])[0] : errors);
};

const toFrame = (data: unknown): Frame => {
  try {
    return JSON.parse(String(data)) as Frame;
  } catch {
    return {};
  }
};

/** One socket with one subscription, by AppSync's protocol; see docs/realtime.md. Ends itself at the first fault. */
class LiveLine {
  readonly #options: LiveOptions;
  readonly #authorization: Readonly<Record<string, string>>;
  readonly #socket: Socket;
  readonly #id: string;
  readonly #cancelHandshake: () => void;
  #timeoutMs = defaultTimeoutMs;
  #hasEnded = false;

  constructor(options: LiveOptions) {
    const { endpoints, environment, token } = options;
    this.#options = options;
    this.#id = environment.crypto.randomUUID();
    this.#authorization = { host: new URL(endpoints.graphqlUrl).host, Authorization: token };
    const header = `header-${base64Url(JSON.stringify(this.#authorization))}`;
    this.#socket = new environment.WebSocket(endpoints.realtimeUrl, ['graphql-ws', header]);
    this.#cancelHandshake = environment.timers.after(handshakeMs, () => {
      this.end(new MessagingError('Network', 'The subscription was not acknowledged in time.'));
    });
    this.#socket.addEventListener('open', () => this.#send({ type: 'connection_init' }));
    this.#socket.addEventListener('message', ({ data }) => this.#take(toFrame(data)));
    this.#socket.addEventListener('error', () => this.#lose());
    this.#socket.addEventListener('close', () => this.#lose());
  }

  end(error: MessagingError): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#cancelHandshake();
    this.#socket.close(1000);
    this.#options.onEnded(error);
  }

  #lose(): void {
    this.end(new MessagingError('Network', 'The connection was lost.'));
  }

  #send(frame: unknown): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #take(frame: Frame): void {
    if (this.#hasEnded) return;
    this.#options.onFrame();
    switch (frame.type ?? '') {
      case 'connection_ack':
        this.#timeoutMs = frame.payload?.connectionTimeoutMs ?? defaultTimeoutMs;
        this.#start();
        return;
      case 'start_ack':
        this.#cancelHandshake();
        this.#options.onStarted(this.#timeoutMs);
        return;
      case 'data':
        this.#deliver(frame);
        return;
      case 'error':
      case 'connection_error':
        this.end(toError(frame));
        return;
      case 'complete':
        this.end(new MessagingError('Unauthorized', 'The server has ended the subscription.'));
    }
  }

  #start(): void {
    const data = JSON.stringify({ query: onMessage, variables: {} });
    const extensions = { authorization: this.#authorization };
    this.#send({ id: this.#id, type: 'start', payload: { data, extensions } });
  }

  #deliver({ payload }: Frame): void {
    const message = payload?.data?.onMessage?.message;
    if (message) this.#options.onMessage(message);
  }
}

/** @returns a function that ends the connection; `onEnded` is called then, too */
export const subscribe = (options: LiveOptions): (() => void) => {
  const line = new LiveLine(options);
  return () => line.end(new MessagingError('Network', 'The connection was closed here.'));
};
