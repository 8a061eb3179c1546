import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Clock } from '../../base/Clock.ts';
import { answerJson, ConnectionCut, type HttpAnswer, type HttpRequest, type Route } from './HttpExchange.ts';
import { BodyTooLargeError, readBody } from './readBody.ts';

export interface RequestListenerOptions {
  readonly route: Route;
  /** The SDK takes an answer's `date` for the service's time, and signs by it when its own is far from it. */
  readonly clock: Clock;
  /** What a route threw: the caller is told the request id alone. */
  readonly onFault: (requestId: string, error: unknown) => void;
}

/** GraphQL's own limit is lower and answered in its own words; DynamoDB takes batches of 16 MB on the other paths. */
function maxBodyBytes(path: string): number {
  return path === '/graphql' ? 2_097_152 : 17_825_792;
}

/** Adapts Node's requests to the routes: bodies, CORS, request ids, and no error text that a route did not choose. */
export function createRequestListener(options: RequestListenerOptions): RequestListener {
  return (message, response) => {
    const requestId = randomUUID();
    answer(message, requestId, options)
      .catch((error: unknown) => toFaultAnswer(requestId, error, options))
      .then((result) => write(message, response, { requestId, result, now: options.clock.now() }))
      .catch(() => message.socket.destroy());
  };
}

async function answer(
  message: IncomingMessage,
  requestId: string,
  { route }: RequestListenerOptions,
): Promise<HttpAnswer> {
  if (message.method === 'OPTIONS') return { status: 200, body: '' };
  const encoding = message.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    return answerJson(415, { message: `The content encoding ${encoding} is not supported.` });
  const [path = '/', query = ''] = splitOnce(message.url ?? '/', '?');
  return route({
    method: message.method ?? 'GET',
    path,
    query,
    headers: toHeaders(message),
    body: await readBody(message, maxBodyBytes(path)),
    sourceIp: message.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    requestId,
  });
}

function toFaultAnswer(requestId: string, error: unknown, { onFault }: RequestListenerOptions): HttpAnswer {
  if (error instanceof ConnectionCut) throw error;
  if (error instanceof BodyTooLargeError) return answerJson(413, { message: error.message });
  onFault(requestId, error);
  return answerJson(500, { message: `The runtime failed to answer; its log names request ${requestId}.` });
}

function write(
  message: IncomingMessage,
  response: ServerResponse,
  { requestId, result, now }: { requestId: string; result: HttpAnswer; now: number },
): void {
  const unread = !message.complete;
  response.statusCode = result.status;
  response.setHeader('date', new Date(now).toUTCString());
  // By `setHeader` a route's own `x-amzn-requestid` replaces this one, however it is written.
  response.setHeader('x-amzn-RequestId', requestId);
  for (const [name, value] of Object.entries({ ...corsHeaders(message), ...result.headers }))
    response.setHeader(name, value);
  response.setHeader('content-length', Buffer.byteLength(result.body));
  if (unread) response.setHeader('connection', 'close');
  response.end(message.method === 'HEAD' ? undefined : result.body);
}

/** Which origins and headers AppSync allows is unconfirmed; what browsers' clients ask for is echoed. */
function corsHeaders({ headers }: IncomingMessage): Record<string, string> {
  if (headers.origin === undefined) return {};
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST, GET, OPTIONS',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers': 'x-amzn-errortype, x-amzn-requestid',
    'access-control-max-age': '300',
  };
}

function toHeaders(message: IncomingMessage): HttpRequest['headers'] {
  return Object.fromEntries(
    Object.entries(message.headersDistinct).map(([name, values]) => [name, values?.join(', ') ?? '']),
  );
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
