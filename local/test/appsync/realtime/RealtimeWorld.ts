import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, type ClientOptions } from 'ws';
import type {
  AcceptedSubscription,
  GraphqlApi,
  GraphqlErrorEntry,
  GraphqlRequest,
  GraphqlResponse,
  RequestContext,
  SubscriptionEvents,
} from '../../../appsync/api/run/GraphqlApi.ts';
import type { Authenticator, Credentials } from '../../../appsync/identity/Authenticator.ts';
import type { Caller } from '../../../appsync/identity/Caller.ts';
import { createRealtime, type Realtime } from '../../../appsync/realtime/createRealtime.ts';
import type { RealtimeLog } from '../../../appsync/realtime/RealtimeLog.ts';
import { SettableClock } from '../../../base/Clock.ts';

export type SubscribeOutcome = { accepted: AcceptedSubscription } | { errors: readonly GraphqlErrorEntry[] };

/** A GraphqlApi without GraphQL: the request's variables say what its resolver would. */
export class FakeApi implements GraphqlApi {
  readonly requests: GraphqlRequest[] = [];
  readonly contexts: RequestContext[] = [];
  projections = 0;
  project: (result: unknown) => Promise<GraphqlResponse> = async (result) => ({ data: { onMessage: result } });
  onSubscribe: (request: GraphqlRequest) => Promise<SubscribeOutcome> = async (request) => ({
    accepted: this.accept(request.variables ?? {}),
  });
  #events: SubscriptionEvents | undefined;

  async execute(): Promise<GraphqlResponse> {
    throw new Error('Not part of these tests.');
  }

  async subscribe(request: GraphqlRequest, _: Caller, context: RequestContext): Promise<SubscribeOutcome> {
    this.requests.push(request);
    this.contexts.push(context);
    return this.onSubscribe(request);
  }

  accept(variables: Record<string, unknown>): AcceptedSubscription {
    const { filter, invalidationFilter, selectionKey, ...given } = variables;
    return {
      field: 'onMessage',
      arguments: given,
      ...(filter === undefined ? {} : { filter }),
      ...(invalidationFilter === undefined ? {} : { invalidationFilter }),
      selectionKey: typeof selectionKey === 'string' ? selectionKey : 'all',
      project: async (result) => {
        this.projections += 1;
        return this.project(result);
      },
    };
  }

  listeners(mutationField: string): readonly string[] {
    return mutationField === 'publishMessage' ? ['onMessage'] : [];
  }

  connect(events: SubscriptionEvents): void {
    this.#events = events;
  }

  publish(result: unknown): void {
    this.#events?.onMutationResult('publishMessage', result, 'request');
  }

  invalidate(payload: Record<string, unknown>): void {
    this.#events?.onInvalidation('onMessage', payload);
  }
}

export class FakeAuthenticator implements Authenticator {
  readonly seen: Credentials[] = [];

  async authenticate(credentials: Credentials): ReturnType<Authenticator['authenticate']> {
    this.seen.push(credentials);
    const { headers, sourceIp } = credentials;
    if (headers['x-api-key'] === 'da2-good') return { caller: { mode: 'API_KEY', sourceIp } };
    return { refusal: { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' } };
  }
}

export interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A raw client; every frame is queued from the first byte. */
export class Client {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly frames: Frame[] = [];
  #wake: () => void = () => undefined;
  #isClosed = false;

  constructor(url: string, protocols: string[], options: ClientOptions = {}) {
    this.socket = new WebSocket(url, protocols, options);
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString('utf8')) as Frame);
      this.#wake();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => {
        this.#isClosed = true;
        this.#wake();
        resolve(code);
      });
    });
  }

  /** The next frame of that type, dropping those before it; fails when the socket closes first. */
  async next(type: string): Promise<Frame> {
    for (;;) {
      const at = this.frames.findIndex((frame) => frame.type === type);
      if (at >= 0) return this.frames.splice(0, at + 1)[at]!;
      if (this.#isClosed) throw new Error(`The socket closed before a ${type} frame.`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }
}

const authorization = { host: 'localhost', 'x-api-key': 'da2-good' };

export function toBase64Url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export class RealtimeWorld {
  readonly api = new FakeApi();
  readonly authenticator = new FakeAuthenticator();
  readonly clock = new SettableClock();
  readonly logs: RealtimeLog[] = [];
  readonly realtime: Realtime;
  readonly #server = createServer();
  readonly #clients: Client[] = [];

  constructor() {
    const { api, authenticator, clock, logs } = this;
    this.realtime = createRealtime({ api, authenticator, clock, onLog: (line) => logs.push(line) });
    this.#server.on('upgrade', (request, socket, head) => this.realtime.handleUpgrade(request, socket, head));
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    return `ws://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  open(path: string, protocols: string[], options: ClientOptions = {}): Client {
    const client = new Client(`${this.url}${path}`, protocols, { family: 4, ...options });
    this.#clients.push(client);
    return client;
  }

  /** A client that has passed the handshake and is not yet acknowledged. */
  async connect(): Promise<Client> {
    const client = this.open('/graphql/realtime', ['graphql-ws', `header-${toBase64Url(authorization)}`]);
    await once(client.socket, 'open');
    return client;
  }

  async ready(): Promise<Client> {
    const client = await this.connect();
    client.send({ type: 'connection_init' });
    await client.next('ka');
    return client;
  }

  startFrame(id: string, variables: Record<string, unknown> = {}): unknown {
    const data = JSON.stringify({ query: 'subscription { onMessage { id } }', variables });
    return { id, type: 'start', payload: { data, extensions: { authorization } } };
  }

  async subscribe(client: Client, id: string, variables: Record<string, unknown> = {}): Promise<void> {
    client.send(this.startFrame(id, variables));
    await client.next('start_ack');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.socket.terminate();
    await this.realtime.stop();
    this.#server.close();
  }
}

export async function createRealtimeWorld(): Promise<RealtimeWorld> {
  return new RealtimeWorld().start();
}
