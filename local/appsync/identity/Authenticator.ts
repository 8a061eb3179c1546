import type { Caller } from './Caller.ts';

/** The parts of an HTTP request, or of a WebSocket's authorization object, that say who asks. */
export interface Credentials {
  /** Lower-case names. A WebSocket's authorization object is given here with its members as headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** What SigV4 signs: for a WebSocket `POST`, `/graphql/connect` or `/graphql`, and the body sent or `{}`. */
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly sourceIp: readonly string[];
}

/** A refusal of the whole request: HTTP 401, errorType `UnauthorizedException`. */
export interface Refusal {
  readonly errorType: 'UnauthorizedException';
  readonly message: string;
}

/** Decides the authorization mode of a request and verifies it: SigV4 before API key before token. */
export interface Authenticator {
  authenticate(credentials: Credentials): Promise<{ readonly caller: Caller } | { readonly refusal: Refusal }>;
}
