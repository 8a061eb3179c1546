import type { IncomingMessage } from 'node:http';
import { asObject, parseObject, type ConnectionError } from './protocol.ts';

/** Headers by lower-case name. */
export type Headers = Readonly<Record<string, string>>;

export type Handshake = { readonly headers: Headers } | { readonly fault: ConnectionError };

/** The one subprotocol that AppSync selects; `header-…` is never echoed. */
export const subprotocol = 'graphql-ws';

const subprotocolCarrier = 'header-';

/** The paths of a custom domain and of a standard host. */
const paths = ['/graphql/realtime', '/graphql'];

export function isRealtimePath(request: IncomingMessage): boolean {
  return paths.includes(urlOf(request).pathname);
}

/**
 * Finds the connection's authorization in its carriers: the subprotocol `header-<base64url>`, the query
 * `header=<base64>&payload=<base64>`, or the upgrade's own headers (with or without `payload` in the query). Other
 * query parameters are let through: Amplify appends an application's custom headers there.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export function readHandshake(request: IncomingMessage): Handshake {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (!offered.includes(subprotocol)) return { fault: protocolFault(request) };
  const inSubprotocol = offered.find((name) => name.startsWith(subprotocolCarrier));
  if (inSubprotocol !== undefined) {
    return fromBase64(inSubprotocol.slice(subprotocolCarrier.length), request);
  }
  const { searchParams } = urlOf(request);
  const payload = searchParams.get('payload');
  if (payload !== null && parseObject(decode(payload)) === undefined) return { fault: badRequest('payload') };
  const header = searchParams.get('header');
  if (header === null) return { headers: upgradeHeaders(request) };
  // The documented form has both parameters; whether AppSync takes `header` alone is unconfirmed, so it is refused.
  return payload === null ? { fault: badRequest('payload') } : fromBase64(header, request);
}

/**
 * An authorization object as headers. Names may differ in case only (`x-api-key` beside `X-Api-Key`, as Apollo's link
 * sends them): the last one counts. Undefined when it is no object of strings.
 */
export function toHeaders(authorization: unknown): Headers | undefined {
  const members = Object.entries(asObject(authorization) ?? {});
  if (members.length === 0) return undefined;
  const headers = new Map<string, string>();
  for (const [name, value] of members) {
    if (typeof value !== 'string') return undefined;
    headers.set(name.toLowerCase(), value);
  }
  headers.delete('cookie');
  return Object.fromEntries(headers);
}

/**
 * Whether an authorization object is for the host that was called. Ports are not compared: mobile clients leave them
 * out.
 */
export function isForHost(headers: Headers, request: IncomingMessage): boolean {
  const host = hostname(headers['host']);
  return host !== '' && host === hostname(request.headers.host);
}

/** What `ctx.identity.sourceIp` holds: the proxies' list, then the peer. */
export function sourceIpOf(request: IncomingMessage): readonly string[] {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().flatMap((list) => list.split(','));
  return [...forwarded.map((address) => address.trim()), request.socket.remoteAddress ?? ''].filter(
    (address) => address !== '',
  );
}

/** Both recorded: https://github.com/aws/aws-appsync-community/issues/195, https://github.com/graphql-dotnet/graphql-client/issues/591 */
function protocolFault(request: IncomingMessage): ConnectionError {
  const isMissing = request.headers['sec-websocket-protocol'] === undefined;
  return { message: isMissing ? 'NoProtocolError' : 'SubProtocolNotSupportedError', errorCode: 400 };
}

/** AppSync's words for a carrier that it cannot read are unconfirmed. */
function badRequest(what: string): ConnectionError {
  return {
    errorType: 'BadRequestException',
    message: `The connection's ${what} is missing or not valid.`,
    errorCode: 400,
  };
}

function fromBase64(text: string, request: IncomingMessage): Handshake {
  const headers = toHeaders(parseObject(decode(text)));
  if (headers === undefined) return { fault: badRequest('authorization header') };
  return isForHost(headers, request) ? { headers } : { fault: badRequest('host') };
}

/** Base64 in either alphabet, with or without padding. */
function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function upgradeHeaders(request: IncomingMessage): Headers {
  const entries = Object.entries(request.headers).filter(([name]) => name !== 'cookie');
  return Object.fromEntries(entries.map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
}

function hostname(host: string | undefined): string {
  try {
    return new URL(`http://${host ?? ''}`).hostname;
  } catch {
    return '';
  }
}

function urlOf(request: IncomingMessage): URL {
  try {
    return new URL(request.url ?? '/', 'http://localhost');
  } catch {
    return new URL('http://localhost/');
  }
}
