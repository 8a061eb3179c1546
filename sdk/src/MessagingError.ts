/** The closed list of docs/errors.md, and `Network` for a call without an answer. */
export type MessagingErrorType =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'Conflict'
  | 'LimitExceeded'
  | 'RecipientUnavailable'
  | 'Unavailable'
  | 'Internal'
  | 'Network';

/** The reasons that the API states, and `NOT_SIGNED_IN` and `UNCONFIRMED`, which the SDK itself states. */
export type MessagingErrorReason =
  | 'CODE_MISMATCH'
  | 'CODE_EXPIRED'
  | 'INVALID_PASSWORD'
  | 'SIGNED_OUT'
  | 'DISABLED'
  | 'USER_NOT_CONFIRMED'
  | 'YOU_BLOCKED'
  | 'OWNER_MUST_TRANSFER'
  | 'NO_PROFILE'
  | 'TOO_LATE'
  | 'NOT_SIGNED_IN'
  /** The outcome of a send stayed unknown for longer than the server recognises its repeat. */
  | 'UNCONFIRMED';

export interface MessagingErrorDetails {
  readonly reason?: MessagingErrorReason | undefined;
  /** The limit that was exceeded. */
  readonly limit?: number | undefined;
  /** Wait that long before the call is repeated. */
  readonly retryAfterMs?: number | undefined;
  /** Of an `Internal` error, for whoever reads the server's log. */
  readonly requestId?: string | undefined;
  /** Of an answer that was refused as a whole. */
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** Every error of the SDK. Switch on `type`, then on `reason`. */
export class MessagingError extends Error {
  override readonly name = 'MessagingError';
  readonly type: MessagingErrorType;
  readonly reason: MessagingErrorReason | undefined;
  readonly limit: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
  readonly status: number | undefined;

  constructor(type: MessagingErrorType, message: string, details: MessagingErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.type = type;
    this.reason = details.reason;
    this.limit = details.limit;
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
    this.status = details.status;
  }

  /** Whether the same call may succeed later, as it is. */
  get isRetryable(): boolean {
    if (this.type === 'LimitExceeded') return this.retryAfterMs !== undefined;
    return this.type === 'Network' || this.type === 'Unavailable' || this.type === 'Internal';
  }
}
