import { asMessagingError, fromErrorEntry, isRecord, numberOf } from './fromErrorEntry.ts';
import { MessagingError } from './MessagingError.ts';

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
  return asMessagingError(error);
};
