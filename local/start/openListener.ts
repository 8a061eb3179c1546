import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Realtime } from '../appsync/realtime/createRealtime.ts';
import type { Clock } from '../base/Clock.ts';
import { createRequestListener } from '../server/listener/createRequestListener.ts';
import type { Route } from '../server/listener/HttpExchange.ts';
import { endRawSocket } from '../server/listener/refuseBrokenRequest.ts';
import { startListener } from '../server/listener/startListener.ts';
import type { TlsIdentity } from '../server/tls/loadTlsIdentity.ts';
import { createDrainableRoute } from './createDrainableRoute.ts';

/** The listening port. Its number is known before there is anything to serve. */
export interface RuntimeListener {
  /** `http://localhost:<port>` */
  readonly origin: string;
  /** Serves the functions of the stack; clients are told to come back. */
  open(route: Route, realtime: Realtime): void;
  /** Serves everybody. */
  admitClients(): void;
  /** Waits for requests in flight, closes the sockets, and frees the port. */
  close(): Promise<void>;
}

export interface RuntimeListenerOptions {
  readonly port: number;
  readonly tls: TlsIdentity;
  readonly clock: Clock;
  readonly onFault: (requestId: string, error: unknown) => void;
}

const drainMs = 2_000;
const closeTimeoutMs = 100;
const realtimePaths = ['/graphql', '/graphql/realtime'];

export async function openListener({ port, tls, clock, onFault }: RuntimeListenerOptions): Promise<RuntimeListener> {
  const drainable = createDrainableRoute();
  let sockets: Realtime | undefined;
  let admitted = false;

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Between the HTTP parser and the WebSocket nobody else listens, and an unheard error ends the process.
    socket.on('error', () => socket.destroy());
    const [path = ''] = (request.url ?? '').split('?');
    if (sockets === undefined || !admitted)
      endRawSocket(socket, { status: '503 Service Unavailable', message: 'Not ready yet.' });
    else if (realtimePaths.includes(path)) sockets.handleUpgrade(request, socket, head);
    else endRawSocket(socket, { status: '404 Not Found', message: 'There is no WebSocket at this address.' });
  }

  const onRequest = createRequestListener({ route: drainable.route, clock, onFault });
  const listener = await startListener({ port, tls, onRequest, onUpgrade });
  return {
    origin: `http://localhost:${listener.port}`,
    open: (route, realtime) => {
      sockets = realtime;
      drainable.open(route);
    },
    admitClients: () => {
      admitted = true;
      drainable.admitClients();
    },
    close: async () => {
      await drainable.drain(drainMs);
      await sockets?.stop();
      await listener.stop(closeTimeoutMs);
    },
  };
}
