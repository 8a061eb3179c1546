import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { connect } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createRequestListener } from '../../server/listener/createRequestListener.ts';
import { answerJson, ConnectionCut, type HttpRequest, type Route } from '../../server/listener/HttpExchange.ts';
import { PortTakenError, startListener, type Listener } from '../../server/listener/startListener.ts';
import type { CertifiedKey } from '../../server/tls/issueCertificate.ts';
import { loadTlsIdentity } from '../../server/tls/loadTlsIdentity.ts';
import { createPersistentMaps } from '../../storage/createPersistentMaps.ts';

const kept = createPersistentMaps(undefined).open<CertifiedKey>('tls');
const tls = loadTlsIdentity(kept);
const sockets = new WebSocketServer({ noServer: true });
const faults: unknown[] = [];
let route: Route;
let listener: Listener;

const start = (port: number): Promise<Listener> =>
  startListener({
    port,
    tls,
    onRequest: createRequestListener({
      clock: { now: () => Date.UTC(2030, 0, 1) },
      route: (request) => route(request),
      onFault: (_, error) => faults.push(error),
    }),
    onUpgrade: (request, socket, head) => sockets.handleUpgrade(request, socket, head, (one) => one.send('hello')),
  });

beforeAll(async () => {
  listener = await start(0);
});
afterAll(() => listener.stop(0));

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

async function send(options: RequestOptions & { secure?: boolean; host?: string }, body = ''): Promise<Answer> {
  const request = (options.secure === true ? httpsRequest : httpRequest)({ port: listener.port, ...options });
  // Who is refused while he still sends may learn of the cut after the answer.
  request.on('error', () => undefined);
  request.end(body);
  const [message] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of message) text += String(chunk);
  return { status: message.statusCode, headers: message.headers, body: text };
}

const echo: Route = (request) => answerJson(200, request);

describe('one port', () => {
  it.each(['localhost', '127.0.0.1', '::1'])('speaks HTTP at %s', async (host) => {
    route = echo;
    expect((await send({ host, path: '/a?b=c' })).status).toBe(200);
  });

  it('tells the time of the runtime, by which the SDK corrects its own', async () => {
    route = echo;
    expect((await send({ host: 'localhost' })).headers['date']).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  });

  /** Node 22.23 matches no IPv6 address with a certificate: https://github.com/nodejs/node/issues/64144 */
  const checkAddress = (host: string, { raw }: PeerCertificate): Error | undefined =>
    new X509Certificate(raw).checkIP(host) === undefined
      ? new Error(`The certificate does not name ${host}.`)
      : undefined;

  it.each([
    ['localhost', checkServerIdentity],
    ['127.0.0.1', checkServerIdentity],
    ['::1', checkAddress],
  ])('speaks TLS at %s to clients that trust the authority', async (host, checkIdentity) => {
    route = echo;
    const answer = await send({ host, secure: true, ca: tls.authority, checkServerIdentity: checkIdentity });
    expect(answer.status).toBe(200);
  });

  it('is not trusted without its authority', async () => {
    await expect(send({ host: 'localhost', secure: true })).rejects.toThrow(/certificate/);
  });

  it.each(['ws', 'wss'])('upgrades %s', async (scheme) => {
    const socket = new WebSocket(`${scheme}://localhost:${listener.port}/graphql`, { ca: tls.authority });
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(data.toString()).toBe('hello');
    socket.terminate();
  });

  it('takes a request that arrives byte by byte', async () => {
    route = echo;
    const socket = connect({ port: listener.port, host: '127.0.0.1', noDelay: true });
    for (const letter of 'GET /slow HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n') {
      await new Promise((done) => socket.write(letter, done));
    }
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toContain('"path":"/slow"');
  });

  it.each([
    ['garbage', 'one two three\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    ['zeros', '\0\0\0\0', 'HTTP/1.1 400 Bad Request'],
    ['40 KB of headers', `GET / HTTP/1.1\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 'HTTP/1.1 431'],
  ])('refuses %s in words of its own', async (_, bytes, status) => {
    const socket = connect({ port: listener.port, host: '127.0.0.1' });
    socket.write(bytes);
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text.startsWith(status)).toBe(true);
    expect(text).toMatch(/x-amzn-RequestId: [0-9a-f-]{36}\r\n/);
  });

  it('survives a TLS hello that breaks off', async () => {
    const socket = connect({ port: listener.port, host: '127.0.0.1' });
    socket.end(Buffer.from([0x16, 3, 1, 255]));
    await once(socket.resume(), 'close');
    route = echo;
    expect((await send({ host: 'localhost' })).status).toBe(200);
  });

  it('is refused while somebody else has it', async () => {
    await expect(start(listener.port)).rejects.toThrow(new PortTakenError(listener.port));
  });

  it('is free again after a stop, whatever was connected', async () => {
    const other = await start(0);
    const idle = connect({ port: other.port, host: '127.0.0.1' });
    await once(idle, 'connect');
    await other.stop(0);
    const again = await start(other.port);
    await again.stop(0);
    idle.destroy();
  });

  it('lets a request in flight end before it stops', async () => {
    const other = await start(0);
    let finish = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      route = async () => {
        resolve();
        await new Promise<void>((done) => (finish = done));
        return answerJson(200, 'done');
      };
    });
    const answer = send({ host: 'localhost', port: other.port, agent: false });
    await arrived;
    const stopped = other.stop(10_000);
    finish();
    expect((await answer).body).toBe('"done"');
    await stopped;
  });
});

describe('requests', () => {
  it('answers the preflight that Amplify sends', async () => {
    const answer = await send({
      host: 'localhost',
      method: 'OPTIONS',
      path: '/graphql',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-amz-user-agent,x-api-key',
      },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'content-type,x-amz-user-agent,x-api-key',
      'access-control-allow-methods': expect.stringContaining('POST') as string,
    });
  });

  it('lets pages of other origins read the error type and the request id', async () => {
    route = echo;
    const { headers } = await send({ host: 'localhost', headers: { origin: 'http://localhost:5173' } });
    expect(headers['access-control-expose-headers']).toBe('x-amzn-errortype, x-amzn-requestid');
  });

  it('gives the route the whole request and answers its id', async () => {
    route = echo;
    const answer = await send(
      { host: 'localhost', method: 'POST', path: '/p?q=1', headers: { 'X-Api-Key': 'k' } },
      'é',
    );
    const seen = JSON.parse(answer.body) as HttpRequest;
    expect(seen).toMatchObject({ method: 'POST', path: '/p', query: 'q=1', body: 'é' });
    expect(seen.headers['x-api-key']).toBe('k');
    expect(answer.headers['x-amzn-requestid']).toBe(seen.requestId);
  });

  it("lets a route's own request id stand", async () => {
    route = () => ({ status: 200, headers: { 'x-amzn-requestid': 'mine' }, body: '' });
    expect((await send({ host: 'localhost' })).headers['x-amzn-requestid']).toBe('mine');
  });

  it.each([2_097_153, 6_000_000, 18_000_000])('refuses a GraphQL body of %i bytes with 413', async (bytes) => {
    route = echo;
    const answer = await send(
      { host: 'localhost', method: 'POST', path: '/graphql', agent: false, headers: { 'content-length': bytes } },
      'x'.repeat(bytes),
    ).catch((error: unknown) => (error as NodeJS.ErrnoException).code);
    // Who goes on sending beyond all limits may find the connection cut before the answer.
    if (bytes > 4 * 2_097_152 && typeof answer === 'string') expect(answer).toMatch(/EPIPE|ECONNRESET/);
    else expect(answer).toMatchObject({ status: 413 });
  });

  it('refuses compressed bodies', async () => {
    route = echo;
    const answer = await send({ host: 'localhost', method: 'POST', headers: { 'content-encoding': 'gzip' } }, 'x');
    expect(answer.status).toBe(415);
  });

  it('is cut where a route says so', async () => {
    route = () => {
      throw new ConnectionCut();
    };
    await expect(send({ host: 'localhost' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(faults).toEqual([]);
  });

  it('tells nothing of a fault but the request id', async () => {
    route = () => {
      throw new Error('arn:aws:secret at /home/somebody');
    };
    const answer = await send({ host: 'localhost' });
    expect(answer.status).toBe(500);
    expect(answer.body).toBe(
      `{"message":"The runtime failed to answer; its log names request ${String(answer.headers['x-amzn-requestid'])}."}`,
    );
    expect(String(faults.at(-1))).toContain('somebody');
  });
});

describe('certificates', () => {
  it('are kept, and renewed under the same authority when they end soon', () => {
    expect(loadTlsIdentity(kept)).toEqual(tls);
    const maps = createPersistentMaps(undefined).open<CertifiedKey>('tls');
    const first = loadTlsIdentity(maps);
    maps.delete('server');
    const second = loadTlsIdentity(maps);
    expect(second.authority).toBe(first.authority);
    expect(second.certificate).not.toBe(first.certificate);
    expect(new X509Certificate(second.certificate).verify(new X509Certificate(first.authority).publicKey)).toBe(true);
  });

  it('name loopback only and end within what Apple allows', () => {
    const leaf = new X509Certificate(tls.certificate);
    expect(leaf.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(leaf.ca).toBe(false);
    expect(new X509Certificate(tls.authority).ca).toBe(true);
    expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBeLessThan(825 * 86_400_000);
  });
});
