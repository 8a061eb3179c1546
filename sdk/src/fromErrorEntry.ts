import { MessagingError, type MessagingErrorReason, type MessagingErrorType } from './MessagingError.ts';

/** An entry of `errors` as AppSync answers it. Apollo keeps the members beside `extensions`, or puts them into it. */
interface ErrorEntry {
  readonly message?: unknown;
  readonly errorType?: unknown;
  readonly errorInfo?: unknown;
  readonly extensions?: { readonly errorType?: unknown; readonly errorInfo?: unknown };
}

const listed: ReadonlySet<string> = new Set<MessagingErrorType>([
  'BadRequest',
  'Unauthorized',
  'Forbidden',
  'NotFound',
  'Conflict',
  'LimitExceeded',
  'RecipientUnavailable',
  'Unavailable',
  'Internal',
]);

/** AppSync's own refusals, which come before a resolver runs. */
const foreign: Readonly<Record<string, MessagingErrorType>> = {
  UnauthorizedException: 'Unauthorized',
  ValidationError: 'BadRequest',
  BadRequestException: 'BadRequest',
  MalformedHttpRequestException: 'BadRequest',
  TooManyRequestsException: 'Unavailable',
  ThrottlingException: 'Unavailable',
  LimitExceededException: 'Unavailable',
  ServiceUnavailableException: 'Unavailable',
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const toType = (errorType: unknown, status: number | undefined): MessagingErrorType => {
  if (typeof errorType === 'string') {
    if (listed.has(errorType)) return errorType as MessagingErrorType;
    return foreign[errorType] ?? 'Internal';
  }
  if (status === 401 || status === 403) return 'Unauthorized';
  if (status !== undefined && (status === 429 || status >= 500)) return 'Unavailable';
  // An answer to the request as such: a document that the schema does not know, or a body that is no request.
  return 'BadRequest';
};

export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
export const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export interface AnswerContext {
  /** The HTTP status. */
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** An entry of `errors`, from an answer or from a frame. */
export const fromErrorEntry = (entry: unknown, context: AnswerContext = {}): MessagingError => {
  const { message, extensions, ...own }: ErrorEntry = isRecord(entry) ? entry : {};
  const type = toType(own.errorType ?? extensions?.errorType, context.status);
  const found = own.errorInfo ?? extensions?.errorInfo;
  const info = isRecord(found) ? found : {};
  return new MessagingError(type, stringOf(message) ?? 'The request was refused.', {
    reason: stringOf(info['reason']) as MessagingErrorReason | undefined,
    limit: numberOf(info['limit']),
    retryAfterMs: numberOf(info['retryAfterMs']) ?? context.retryAfterMs,
    requestId: stringOf(info['requestId']),
    status: context.status,
    cause: context.cause,
  });
};

/** What fetch or a storage threw, which is no answer: `Network`. */
export const asMessagingError = (error: unknown): MessagingError => {
  if (error instanceof MessagingError) return error;
  const text = isRecord(error) ? stringOf(error['message']) : undefined;
  return new MessagingError('Network', text ?? 'There was no answer.', { cause: error });
};
