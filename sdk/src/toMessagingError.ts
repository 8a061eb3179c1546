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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
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

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

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

const bodyOf = (text: unknown): unknown => {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const entryIn = (error: Readonly<Record<string, unknown>>): unknown => {
  const body = isRecord(error['result']) ? error['result'] : bodyOf(error['bodyText']);
  const lists = [error['errors'], error['graphQLErrors'], isRecord(body) ? body['errors'] : undefined];
  const list = lists.find((one) => Array.isArray(one) && one.length > 0) as readonly unknown[] | undefined;
  return list?.[0];
};

/** Amplify wraps what fetch threw into an entry of `errors`. */
const networkFailure = (entry: unknown): unknown =>
  isRecord(entry) && isRecord(entry['originalError']) && entry['errorType'] === undefined
    ? entry['originalError']
    : undefined;

/**
 * Any error as a `MessagingError`: of fetch, of Apollo (`CombinedGraphQLErrors`, `ServerError`, its wrappers), of
 * Amplify (`{ data, errors }`). What is none of these had no answer: `Network`.
 */
export const toMessagingError = (error: unknown): MessagingError => {
  if (error instanceof MessagingError) return error;
  if (!isRecord(error)) return new MessagingError('Internal', String(error), { cause: error });
  const status = numberOf(error['statusCode']) ?? numberOf(error['status']);
  const entry = entryIn(error);
  const network = networkFailure(entry);
  if (network !== undefined) return toMessagingError(network);
  if (entry !== undefined) return fromErrorEntry(entry, { status, cause: error });
  if (status !== undefined) return fromErrorEntry({ message: error['message'] }, { status, cause: error });
  for (const inner of [error['cause'], error['networkError'], error['error']]) {
    if (isRecord(inner) && (entryIn(inner) !== undefined || inner instanceof MessagingError)) {
      return toMessagingError(inner);
    }
  }
  return new MessagingError('Network', stringOf(error['message']) ?? 'There was no answer.', { cause: error });
};
