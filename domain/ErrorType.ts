/** Every error type that a client can meet: the same words in resolvers, Lambdas, the SDK and docs/errors.md. */
export const ErrorType = {
  /** Empty or malformed input, oneself as target, a wrong or old code (`reason`). */
  BadRequest: 'BadRequest',
  /** Not signed in, signed out, or bad credentials. AppSync's own word. */
  Unauthorized: 'Unauthorized',
  /** Known who you are, and not allowed (`reason`). */
  Forbidden: 'Forbidden',
  /** Absent, or not visible to you. */
  NotFound: 'NotFound',
  /** Taken already, or a reused id with other content. */
  Conflict: 'Conflict',
  /** Too much (`limit`) or too often (`retryAfterMs`). */
  LimitExceeded: 'LimitExceeded',
  /** The message cannot be delivered; the reason is never told. */
  RecipientUnavailable: 'RecipientUnavailable',
  /** Not now: repeat the call. */
  Unavailable: 'Unavailable',
  /** Our fault (`requestId`). */
  Internal: 'Internal',
} as const;

export type ErrorType = (typeof ErrorType)[keyof typeof ErrorType];
