import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../../base/Clock.ts';
import type { GraphqlApi } from '../api/run/GraphqlApi.ts';
import type { Authenticator } from '../identity/Authenticator.ts';
import type { Broadcast } from './Broadcast.ts';
import {
  completeFrame,
  connectionAckFrame,
  duplicatedOperationFrame,
  errorFrame,
  keepAliveFrame,
  maxSubscriptionsReachedFrame,
  parseClientFrame,
  startAckFrame,
  unsupportedOperationFrame,
  type StartFrame,
} from './protocol.ts';
import type { OnRealtimeLog } from './RealtimeLog.ts';
import { startSubscription } from './startSubscription.ts';
import type { Subscription } from './Subscription.ts';

export interface ConnectionOptions {
  readonly api: GraphqlApi;
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  readonly broadcast: Broadcast;
  readonly onLog: OnRealtimeLog;
}

/** AppSync's close codes are not documented; these are the runtime's choice. */
export const closeCodes = { normal: 1000, goingAway: 1001, unsupportedData: 1003 };

const keepAliveMs = 60_000;

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html */
const maxConnectionMs = 24 * 60 * 60 * 1000;

/** How long AppSync waits for `connection_init` is not documented. */
const initTimeoutMs = 60_000;

/** The error's own text says 100, newer notes on quotas 200. */
const maxSubscriptions = 100;

/** What may wait for a client that does not read: a few of the largest messages. AppSync's bound is not documented. */
const maxBufferedBytes = 1024 * 1024;

/** A subscription from its `start` on; `subscription` is set once it has been acknowledged. */
interface Operation {
  subscription: Subscription | undefined;
}

/** One socket that has passed the handshake. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #request: IncomingMessage;
  readonly #options: ConnectionOptions;
  readonly #operations = new Map<string, Operation>();
  readonly #openedAt: number;
  #acknowledged = false;
  #keptAliveAt = 0;

  constructor(socket: WebSocket, request: IncomingMessage, options: ConnectionOptions) {
    this.#socket = socket;
    this.#request = request;
    this.#options = options;
    this.#openedAt = options.clock.now();
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on('ping', () => this.#dropSlowReader());
    socket.on('close', () => this.#endAll());
  }

  /** Does what the clock asks for: keep-alives, and the ends of a silent or an old connection. */
  tick(): void {
    const now = this.#options.clock.now();
    if (now - this.#openedAt >= maxConnectionMs) {
      this.close(closeCodes.goingAway);
      return;
    }
    if (!this.#acknowledged) {
      if (now - this.#openedAt >= initTimeoutMs) this.close(closeCodes.normal);
      return;
    }
    // A clock that was set back must not silence the connection: the distance counts, not the direction.
    if (Math.abs(now - this.#keptAliveAt) >= keepAliveMs) this.#keepAlive(now);
  }

  close(code: number, reason = ''): void {
    this.#endAll();
    this.#socket.close(code, reason);
  }

  /** Cuts the connection without a closing handshake. */
  terminate(): void {
    this.#socket.terminate();
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    if (isBinary) {
      this.close(closeCodes.unsupportedData);
      return;
    }
    const frame = parseClientFrame(toText(data));
    if (frame.type === 'connection_init') {
      this.#onConnectionInit();
      return;
    }
    // AppSync's documentation: messages before connection_ack are ignored.
    if (!this.#acknowledged) return;
    switch (frame.type) {
      case 'start':
        void this.#onStart(frame);
        return;
      case 'stop': {
        this.#onStop(frame.id);
        return;
      }
      case 'invalid': {
        this.#send(errorFrame(frame.id, [{ errorType: 'BadRequestException', message: frame.message }]));
        return;
      }
      case 'unknown': {
        this.#send(unsupportedOperationFrame());
        return;
      }
    }
  }

  /** A second connection_init is not answered; what AppSync does with it is unconfirmed. */
  #onConnectionInit(): void {
    if (this.#acknowledged) return;
    this.#acknowledged = true;
    this.#send(connectionAckFrame());
    this.#keepAlive(this.#options.clock.now());
  }

  async #onStart(frame: StartFrame): Promise<void> {
    const { id } = frame;
    if (this.#operations.has(id)) {
      this.#send(duplicatedOperationFrame(id));
      return;
    }
    if (this.#operations.size >= maxSubscriptions) {
      this.#send(maxSubscriptionsReachedFrame(id, maxSubscriptions));
      return;
    }
    const operation: Operation = { subscription: undefined };
    this.#operations.set(id, operation);
    const requestId = randomUUID();
    const started = await startSubscription(frame, this.#request, { ...this.#options, requestId });
    if (this.#operations.get(id) !== operation) return;
    if ('errors' in started) {
      this.#operations.delete(id);
      this.#options.onLog({ event: 'startRefused', requestId, detail: started.errors[0]?.errorType ?? 'errors' });
      this.#send(errorFrame(id, started.errors));
      return;
    }
    operation.subscription = {
      id,
      ...started,
      send: (text) => this.#sendFor(operation, id, text),
      fail: (error) => this.#end(id, errorFrame(id, [error])),
      invalidate: () => this.#invalidate(id),
    };
    this.#options.onLog({ event: 'started', requestId, field: started.accepted.field });
    this.#send(startAckFrame(id));
    this.#options.broadcast.add(operation.subscription);
  }

  /** The answer to a stop of an id that is not in use is unconfirmed; it is the same here. */
  #onStop(id: string): void {
    this.#end(id, completeFrame(id));
  }

  /** AppSync closes the whole connection; clients come back and their `start` is judged anew by the resolver. */
  #invalidate(id: string): void {
    this.#end(id, completeFrame(id));
    this.close(closeCodes.normal, 'Subscription complete.');
  }

  #end(id: string, lastFrame: string): void {
    const subscription = this.#operations.get(id)?.subscription;
    this.#operations.delete(id);
    if (subscription !== undefined) this.#options.broadcast.delete(subscription);
    this.#send(lastFrame);
  }

  #endAll(): void {
    for (const { subscription } of this.#operations.values()) {
      if (subscription !== undefined) this.#options.broadcast.delete(subscription);
    }
    this.#operations.clear();
  }

  #keepAlive(now: number): void {
    this.#keptAliveAt = now;
    this.#send(keepAliveFrame);
  }

  #sendFor(operation: Operation, id: string, text: string): void {
    if (this.#operations.get(id) === operation) this.#send(text);
  }

  #send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN || this.#dropSlowReader()) return;
    this.#socket.send(text);
  }

  #dropSlowReader(): boolean {
    if (this.#socket.bufferedAmount <= maxBufferedBytes) return false;
    this.#options.onLog({ event: 'slowReader', detail: `${this.#socket.bufferedAmount} bytes waiting` });
    this.terminate();
    return true;
  }
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : data.toString('utf8');
}
