import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';

const reasons: ReadonlyMap<string | undefined, { readonly status: string; readonly message: string }> = new Map([
  [
    'HPE_HEADER_OVERFLOW',
    { status: '431 Request Header Fields Too Large', message: 'The request headers are too large.' },
  ],
  ['ERR_HTTP_REQUEST_TIMEOUT', { status: '408 Request Timeout', message: 'The request did not arrive in time.' }],
]);
const malformed = { status: '400 Bad Request', message: 'The request is not HTTP.' };

/** Answers what the HTTP parser gave up on, in the runtime's own words. */
export function refuseBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  endRawSocket(socket, reasons.get(error.code) ?? malformed);
}

/** One whole HTTP answer on a socket that no `ServerResponse` stands for; the socket is closed with it. */
export function endRawSocket(socket: Duplex, answer: { readonly status: string; readonly message: string }): void {
  const body = JSON.stringify({ message: answer.message });
  const head = [
    `HTTP/1.1 ${answer.status}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-amzn-RequestId: ${randomUUID()}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
