import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { refuseBrokenRequest } from './refuseBrokenRequest.ts';

export interface Listener {
  readonly port: number;
  /** Ends accepting, lets requests in flight end for so many milliseconds, then cuts whatever is left. */
  stop(graceMs: number): Promise<void>;
}

export interface ListenerOptions {
  /** 0: any free one. */
  readonly port: number;
  /** PEM texts. */
  readonly tls: { readonly certificate: string; readonly key: string };
  readonly onRequest: RequestListener;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(port: number) {
    super(`Port ${port} is taken by another program; choose another with --port.`);
  }
}

type ConnectionServer = ReturnType<typeof createHttpServer> | ReturnType<typeof createHttpsServer>;

const firstByteMs = 10_000;
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the idle sockets of the SDK's and of browsers' pools, so that it is they who hang up.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 32_768,
  connectionsCheckingInterval: 5_000,
};
const tlsHandshake = 0x16;
const attemptsForAnyPort = 20;

/** Plain HTTP and TLS on one port of 127.0.0.1 and, where the machine has it, ::1: browsers take `localhost` for either. */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const plain = createHttpServer(limits, options.onRequest);
  const secure = createHttpsServer(
    { ...limits, cert: options.tls.certificate, key: options.tls.key, handshakeTimeout: firstByteMs },
    options.onRequest,
  );
  const sockets = new Set<Socket>();
  const onConnection = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    handOver(socket, plain, secure);
  };
  const { port, tcpServers } = await listenOnLoopback(options.port, onConnection);
  for (const server of [plain, secure]) {
    server.on('upgrade', options.onUpgrade).on('clientError', refuseBrokenRequest);
    // These two never listen themselves; without the event Node does not watch over their time limits.
    server.emit('listening');
  }
  return { port, stop: (graceMs) => stop({ tcpServers, servers: [plain, secure], sockets, graceMs }) };
}

/** The first byte tells TLS from HTTP, which starts with a letter. */
function handOver(socket: Socket, plain: ConnectionServer, secure: ConnectionServer): void {
  const deadline = setTimeout(() => socket.destroy(), firstByteMs).unref();
  socket.once('close', () => clearTimeout(deadline));
  socket.once('readable', () => {
    clearTimeout(deadline);
    const first = toBytes(socket.read(1));
    if (first === undefined) return;
    socket.unshift(first);
    (first[0] === tlsHandshake ? secure : plain).emit('connection', socket);
  });
}

function toBytes(chunk: unknown): Buffer | undefined {
  return Buffer.isBuffer(chunk) ? chunk : undefined;
}

interface LoopbackServers {
  readonly port: number;
  readonly tcpServers: readonly Server[];
}

async function listenOnLoopback(wanted: number, onConnection: (socket: Socket) => void): Promise<LoopbackServers> {
  for (let attempt = 1; ; attempt += 1) {
    const first = await listen('127.0.0.1', wanted, onConnection);
    if (first === 'taken') throw new PortTakenError(wanted);
    if (first === 'no such address') throw new Error('This machine has no loopback address 127.0.0.1.');
    const second = await listen('::1', first.port, onConnection);
    if (second === 'no such address') return { port: first.port, tcpServers: [first.tcpServer] };
    if (second !== 'taken') return { port: first.port, tcpServers: [first.tcpServer, second.tcpServer] };
    await close(first.tcpServer);
    if (wanted !== 0 || attempt === attemptsForAnyPort) throw new PortTakenError(first.port);
  }
}

async function listen(
  host: string,
  port: number,
  onConnection: (socket: Socket) => void,
): Promise<{ tcpServer: Server; port: number } | 'taken' | 'no such address'> {
  const tcpServer = createServer({ noDelay: true }, onConnection);
  try {
    await once(tcpServer.listen({ host, port, backlog: 1024 }), 'listening');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EADDRINUSE') return 'taken';
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return 'no such address';
    throw error;
  }
  return { tcpServer, port: portOf(tcpServer.address()) };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('A listening TCP server has no address.');
}

interface Closing {
  readonly tcpServers: readonly Server[];
  readonly servers: readonly ConnectionServer[];
  readonly sockets: ReadonlySet<Socket>;
  readonly graceMs: number;
}

async function stop({ tcpServers, servers, sockets, graceMs }: Closing): Promise<void> {
  const closed = Promise.all(tcpServers.map(close));
  // Clears the time-limit timers too; `close` of a server that never listened only reports so.
  for (const server of servers) server.close(() => undefined);
  const cut = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  await closed;
  clearTimeout(cut);
}

/** Resolves when the last connection has ended. */
async function close(tcpServer: Server): Promise<void> {
  await new Promise<void>((resolve) => tcpServer.close(() => resolve()));
}
