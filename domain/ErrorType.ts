/** Every error type that a client can receive: the same words in resolvers, Lambdas, the SDK and docs/errors.md. */
export const ErrorType = {
  /** Empty or malformed input, the caller as target, a wrong or expired code (`reason`). */
  BadRequest: 'BadRequest',
  /** Not signed in, signed out, or bad credentials. AppSync's own word. */
  Unauthorized: 'Unauthorized',
  /** Authenticated but not permitted (`reason`). */
  Forbidden: 'Forbidden',
  /** Absent, or not visible to the caller. */
  NotFound: 'NotFound',
  /** A name that is in use, or an id that was used with other content. */
  Conflict: 'Conflict',
  /** Too many or too large (`limit`), or too often (`retryAfterMs`). */
  LimitExceeded: 'LimitExceeded',
  /** The message cannot be delivered; the reason is not revealed. */
  RecipientUnavailable: 'RecipientUnavailable',
  /** A transient failure: repeat the call. */
  Unavailable: 'Unavailable',
  /** An unexpected failure of the service (`requestId`). */
  Internal: 'Internal',
} as const;

export type ErrorType = (typeof ErrorType)[keyof typeof ErrorType];
