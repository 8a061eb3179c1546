import type { GraphqlRequest } from '../api/run/GraphqlApi.ts';

/**
 * The frames of AppSync's WebSocket protocol, both ways.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */

export interface StartFrame {
  readonly type: 'start';
  readonly id: string;
  /** The JSON text of the GraphQL request: what an IAM signature of the frame covers. */
  readonly data: string;
  /** `payload.extensions.authorization` as it came. */
  readonly authorization: unknown;
}

export type ClientFrame =
  | { readonly type: 'connection_init' }
  | StartFrame
  | { readonly type: 'stop'; readonly id: string }
  /** A known frame with a wrong body. */
  | { readonly type: 'invalid'; readonly id: string | undefined; readonly message: string }
  /** Not JSON, or of a type that the protocol does not have. */
  | { readonly type: 'unknown' };

export interface FrameError {
  readonly errorType?: string | null;
  readonly message: string;
}

export interface ConnectionError {
  readonly errorType?: string;
  readonly message?: string;
  readonly errorCode: number;
}

/** What a client closes the link after, when no frame arrives. Amplify's clients need a number of at least 60,000. */
const connectionTimeoutMs = 300_000;

export const keepAliveFrame = JSON.stringify({ type: 'ka' });

export function connectionAckFrame(): string {
  return JSON.stringify({ type: 'connection_ack', payload: { connectionTimeoutMs } });
}

export function connectionErrorFrame(error: ConnectionError): string {
  return JSON.stringify({ payload: { errors: [error] }, type: 'connection_error' });
}

export function startAckFrame(id: string): string {
  return JSON.stringify({ id, type: 'start_ack' });
}

export function completeFrame(id: string): string {
  return JSON.stringify({ id, type: 'complete' });
}

export function errorFrame(id: string | undefined, errors: readonly FrameError[]): string {
  return JSON.stringify({ id, type: 'error', payload: { errors } });
}

/** https://github.com/enisdenjo/graphql-ws/issues/602 records the text, with the word "unknown", and no id. */
export function unsupportedOperationFrame(): string {
  const message = 'unknown not supported through the realtime channel';
  return errorFrame(undefined, [{ errorType: 'UnsupportedOperation', message }]);
}

/** https://github.com/aws-amplify/amplify-js/issues/12818 */
export function duplicatedOperationFrame(id: string): string {
  return errorFrame(id, [{ errorType: 'DuplicatedOperationError', message: `Duplicated operation with id ${id}` }]);
}

/**
 * `errors` was recorded as an object, not as a list: https://github.com/aws-amplify/amplify-cli/issues/3547.
 * That the frame carries the id is how Amplify's Swift client reads it.
 */
export function maxSubscriptionsReachedFrame(id: string, most: number): string {
  const message = `Max number of ${most} subscriptions reached`;
  return JSON.stringify({
    id,
    type: 'error',
    payload: { errors: { errorType: 'MaxSubscriptionsReachedError', message } },
  });
}

/** Frames of one message for many subscriptions: the payload is serialized once, the id is put in for each. */
export function toDataFrame(payloadJson: string): (id: string) => string {
  const end = `,"type":"data","payload":${payloadJson}}`;
  return (id) => `{"id":${JSON.stringify(id)}${end}`;
}

/** Reads a text frame; whatever a client may send comes out as one of the known kinds. */
export function parseClientFrame(text: string): ClientFrame {
  const frame = parseObject(text);
  switch (frame?.['type']) {
    case 'connection_init':
      return { type: 'connection_init' };
    case 'start':
      return toStartFrame(frame);
    case 'stop':
      return typeof frame['id'] === 'string'
        ? { type: 'stop', id: frame['id'] }
        : { type: 'invalid', id: undefined, message: 'stop needs an id.' };
    default:
      return { type: 'unknown' };
  }
}

function toStartFrame(frame: Readonly<Record<string, unknown>>): ClientFrame {
  const id = frame['id'];
  if (typeof id !== 'string' || id === '') return { type: 'invalid', id: undefined, message: 'start needs an id.' };
  const payload = asObject(frame['payload']);
  const data = payload?.['data'];
  if (typeof data !== 'string') return { type: 'invalid', id, message: 'payload.data must be a string of JSON.' };
  return { type: 'start', id, data, authorization: asObject(payload?.['extensions'])?.['authorization'] };
}

/** `payload.data` of a start frame; undefined when it is no GraphQL request. */
export function toGraphqlRequest(data: string): GraphqlRequest | undefined {
  const members = parseObject(data);
  const query = members?.['query'];
  if (members === undefined || typeof query !== 'string') return undefined;
  const variables = members['variables'] ?? null;
  const operationName = members['operationName'] ?? null;
  if (variables !== null && asObject(variables) === undefined) return undefined;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  return { query, operationName, variables: { ...asObject(variables) } };
}

/** The object that a text of JSON holds; undefined when it holds something else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Readonly<Record<string, unknown>>;
}
