import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Message } from '../../generated/types.ts';
import { MessagingError } from './MessagingError.ts';

interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: {
    readonly data?: { readonly onMessage?: { readonly message: Message } | null } | null;
    readonly errors?: readonly { readonly errorType?: string; readonly message: string }[];
  };
}

export interface InboxOptions {
  readonly realtimeUrl: string;
  readonly graphqlUrl: string;
  readonly token: string;
  readonly query: string;
}

const deadlineMilliseconds = 10_000;

/** An open subscription: every message is kept from the first moment until somebody asks for it. */
export class Inbox {
  readonly #socket: WebSocket;
  readonly #frames: Frame[] = [];
  readonly #waiting: (() => void)[] = [];
  #closed = false;
  /** Every message that has come, also those that were taken. */
  readonly received: Message[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame;
      if (frame.type === 'ka') return;
      const message = frame.payload?.data?.onMessage?.message;
      if (frame.type === 'data' && message) this.received.push(message);
      this.#frames.push(frame);
      this.#wake();
    });
    socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
    socket.on('error', () => undefined);
  }

  /** Connects, subscribes, and resolves when AppSync has acknowledged the subscription. */
  static async open({ realtimeUrl, graphqlUrl, token, query }: InboxOptions): Promise<Inbox> {
    const authorization = { host: new URL(graphqlUrl).host, Authorization: token };
    const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
    const inbox = new Inbox(new WebSocket(realtimeUrl, ['graphql-ws', `header-${header}`]));
    await inbox.#opened();
    inbox.#send({ type: 'connection_init' });
    await inbox.frame('connection_ack');
    const data = JSON.stringify({ query, variables: {} });
    inbox.#send({ id: randomUUID(), type: 'start', payload: { data, extensions: { authorization } } });
    await inbox.frame('start_ack');
    return inbox;
  }

  /** The next message that has not been taken yet. */
  async next(): Promise<Message> {
    const frame = await this.frame('data');
    const message = frame.payload?.data?.onMessage?.message;
    if (!message) throw new Error(`A data frame without a message: ${JSON.stringify(frame)}`);
    return message;
  }

  /** The next frame of that type; an `error` or `connection_error` frame on the way is thrown. */
  async frame(type: string): Promise<Frame> {
    const deadline = Date.now() + deadlineMilliseconds;
    for (;;) {
      const frame = this.#frames.shift();
      if (frame?.type === type) return frame;
      if (frame) this.#assertNoRefusal(frame);
      else if (this.#closed) throw new Error(`The socket was closed while a ${type} frame was awaited.`);
      else await this.#changed(deadline - Date.now(), type);
    }
  }

  /** Resolves when the server has ended the connection. */
  async ended(): Promise<void> {
    const deadline = Date.now() + deadlineMilliseconds;
    while (!this.#closed) await this.#changed(deadline - Date.now(), 'close');
  }

  close(): void {
    this.#socket.close(1000);
  }

  #assertNoRefusal({ type, payload }: Frame): void {
    if (type !== 'error' && type !== 'connection_error') return;
    const [error] = payload?.errors ?? [];
    this.close();
    throw new MessagingError(error?.errorType ?? '', error?.message ?? '', undefined);
  }

  #send(frame: unknown): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.once('open', resolve);
      this.#socket.once('error', reject);
    });
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #changed(milliseconds: number, awaited: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`No ${awaited} came within ${deadlineMilliseconds} ms.`));
      }, milliseconds);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
