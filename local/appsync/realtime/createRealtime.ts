import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../../base/Clock.ts';
import type { GraphqlApi } from '../api/run/GraphqlApi.ts';
import type { Authenticator } from '../identity/Authenticator.ts';
import { Broadcast } from './Broadcast.ts';
import { closeCodes, Connection, type ConnectionOptions } from './Connection.ts';
import { isRealtimePath, readHandshake, sourceIpOf, subprotocol } from './handshake.ts';
import { connectionErrorFrame, type ConnectionError } from './protocol.ts';
import type { OnRealtimeLog } from './RealtimeLog.ts';

export interface RealtimeOptions {
  readonly api: GraphqlApi;
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  readonly onLog?: OnRealtimeLog;
}

export interface Realtime {
  /** Takes an HTTP server's `upgrade` event. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts every connection without a closing handshake, as a lost network does. */
  dropConnections(): void;
  /** Closes every connection with 1001 and waits for the clients, a second at most. */
  stop(): Promise<void>;
}

/** A `start` of a few KB is the largest frame a client has to send; AppSync's own bound is not documented. */
const maxFrameBytes = 64 * 1024;

const tickMs = 250;

const closeTimeoutMs = 1_000;

/** AppSync's WebSocket protocol over a `GraphqlApi`. */
export function createRealtime({ api, authenticator, clock, onLog = () => undefined }: RealtimeOptions): Realtime {
  const broadcast = new Broadcast(api, onLog);
  const connections = new Map<WebSocket, Connection>();
  const server = createServer();
  const refused = new Set<WebSocket>();
  let isStopping = false;
  api.connect(broadcast);

  const heartbeat = setInterval(() => {
    for (const connection of connections.values()) connection.tick();
  }, tickMs);
  heartbeat.unref();

  async function accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const refusal = await refusalOf(request, { authenticator, onLog });
    if (isStopping) return void socket.destroy();
    server.handleUpgrade(request, socket, head, (webSocket) => {
      // Oversize frames and broken UTF-8 are closed by ws (1009, 1007) and reported as errors too.
      webSocket.on('error', () => undefined);
      if (refusal === null) open(webSocket, request);
      else refuse(webSocket, refusal, refused);
    });
  }

  function open(webSocket: WebSocket, request: IncomingMessage): void {
    const options: ConnectionOptions = { api, authenticator, clock, broadcast, onLog };
    connections.set(webSocket, new Connection(webSocket, request, options));
    onLog({ event: 'connected' });
    webSocket.on('close', (code) => {
      connections.delete(webSocket);
      onLog({ event: 'closed', detail: String(code) });
    });
  }

  return {
    handleUpgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      if (!isRealtimePath(request)) return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      void accept(request, socket, head);
    },
    dropConnections() {
      for (const connection of connections.values()) connection.terminate();
    },
    async stop() {
      isStopping = true;
      clearInterval(heartbeat);
      for (const webSocket of refused) webSocket.terminate();
      await broadcast.idle();
      await closeAll([...connections]);
    },
  };
}

/**
 * Any Origin may connect: what lets a connection in is a token that the page itself put into the handshake, never a
 * cookie that a browser adds for a foreign page. AppSync does the same.
 */
function createServer(): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  });
}

async function refusalOf(
  request: IncomingMessage,
  { authenticator, onLog }: { authenticator: Authenticator; onLog: OnRealtimeLog },
): Promise<ConnectionError | null> {
  const handshake = readHandshake(request);
  if ('fault' in handshake) {
    onLog({ event: 'connectionRefused', detail: handshake.fault.message ?? '' });
    return handshake.fault;
  }
  const { headers } = handshake;
  const credentials = { headers, method: 'POST', path: '/graphql/connect', body: '{}', sourceIp: sourceIpOf(request) };
  try {
    const authenticated = await authenticator.authenticate(credentials);
    if (!('refusal' in authenticated)) return null;
    onLog({ event: 'connectionRefused', detail: authenticated.refusal.errorType });
    return { ...authenticated.refusal, errorCode: 401 };
  } catch (error) {
    onLog({ event: 'fault', detail: error instanceof Error ? error.message : String(error) });
    return { errorType: 'InternalFailure', message: 'The connection could not be authorized.', errorCode: 500 };
  }
}

/** The upgrade is accepted first: browsers hide the reason of an HTTP refusal, and Amplify retries it. */
function refuse(webSocket: WebSocket, refusal: ConnectionError, refused: Set<WebSocket>): void {
  refused.add(webSocket);
  webSocket.on('close', () => refused.delete(webSocket));
  webSocket.send(connectionErrorFrame(refusal));
  webSocket.close(closeCodes.normal);
}

async function closeAll(connections: readonly (readonly [WebSocket, Connection])[]): Promise<void> {
  const closed = connections.map(
    ([webSocket]) => new Promise<void>((resolve) => webSocket.once('close', () => resolve())),
  );
  for (const [, connection] of connections) connection.close(closeCodes.goingAway);
  const deadline = setTimeout(() => {
    for (const [, connection] of connections) connection.terminate();
  }, closeTimeoutMs);
  await Promise.all(closed);
  clearTimeout(deadline);
}
