/** A request with its whole body, as routes see it. */
export interface HttpRequest {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** Without `?`; empty where there is none. */
  readonly query: string;
  /** Lower-case names; repeated headers are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly sourceIp: string;
  /** A fresh UUID; answered as `x-amzn-RequestId`. */
  readonly requestId: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Thrown by a route: the connection is cut without an answer, as a lost network does. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut';
}

export type Route = (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;

export function answerJson(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
