import { randomUUID } from 'node:crypto';
import { isRecord } from '../../base/json.ts';
import type { Authenticator } from '../identity/Authenticator.ts';
import type { ExecutionResponse, GraphqlApi, GraphqlRequest } from './run/GraphqlApi.ts';
import { unparsable } from './run/selectOperation.ts';
import { toRejection } from './run/toRejection.ts';

export interface GraphqlHttpRequest {
  readonly method: 'GET' | 'POST';
  /** As sent, without the query. */
  readonly path: string;
  /** Without `?`; empty where there is none. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The TCP peer; `x-forwarded-for` is put before it. */
  readonly peerAddress: string;
  /** The request whose function sends this one. */
  readonly onBehalfOf?: string | undefined;
}

export interface GraphqlHttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the log: which root fields were asked for, and the types of the errors; nothing that people wrote. */
  readonly summary: {
    readonly requestId: string;
    readonly rootFields: readonly string[];
    readonly errorTypes: readonly string[];
  };
}

/** A choice of the runtime: AppSync's own limit is not documented. */
const maxBodyBytes = 1_048_576;

interface TransportError {
  readonly status: number;
  readonly errorType: string;
  readonly message: string;
}

/**
 * Answers `/graphql` as AppSync does, which takes POST and GET for queries and mutations, with the members of the body
 * as parameters of the URL: https://github.com/graphql/graphql-over-http/issues/81. The content type is not looked at:
 * credentials travel in headers that a page cannot send without a preflight, and many clients of AppSync send none.
 */
export async function handleGraphqlRequest(
  http: GraphqlHttpRequest,
  { api, authenticator }: { readonly api: GraphqlApi; readonly authenticator: Authenticator },
): Promise<GraphqlHttpAnswer> {
  const requestId = randomUUID();
  if (Buffer.byteLength(http.body) > maxBodyBytes) {
    const message = 'Request body is larger than 1 MB.';
    return refuse({ status: 413, errorType: 'RequestEntityTooLargeException', message }, requestId);
  }
  const authentication = await authenticator.authenticate({
    headers: http.headers,
    method: http.method,
    path: http.query === '' ? http.path : `${http.path}?${http.query}`,
    body: http.body,
    sourceIp: toSourceIp(http),
  });
  if ('refusal' in authentication) return refuse({ status: 401, ...authentication.refusal }, requestId);
  const request = http.method === 'GET' ? parseParameters(http.query) : parseBody(http.body);
  if ('status' in request) return refuse(request, requestId);
  const context = { requestId, headers: withoutCookie(http.headers), onBehalfOf: http.onBehalfOf };
  try {
    return toAnswer(await api.execute(request, authentication.caller, context), requestId);
  } catch (error) {
    return refuse(toRejection(error instanceof Error ? error : undefined), requestId);
  }
}

function toSourceIp({ headers, peerAddress }: GraphqlHttpRequest): readonly string[] {
  const forwarded = (headers['x-forwarded-for'] ?? '').split(',').map((address) => address.trim());
  return [...forwarded.filter((address) => address !== ''), peerAddress];
}

function withoutCookie(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'cookie'));
}

function parseBody(body: string): GraphqlRequest | TransportError {
  if (body.trim() === '') return { ...unparsable, message: 'Request body is empty.' };
  const parsed = parseJson(body);
  return isRecord(parsed) ? toRequest(parsed) : unparsable;
}

/** `variables` is JSON. The answer to parameters that cannot be read is unconfirmed; here it is that to such a body. */
function parseParameters(search: string): GraphqlRequest | TransportError {
  const { variables, ...parameters } = Object.fromEntries(new URLSearchParams(search));
  if (variables === undefined) return toRequest(parameters);
  const parsed = parseJson(variables);
  return parsed === undefined ? unparsable : toRequest({ ...parameters, variables: parsed });
}

/** Members that AppSync does not know are ignored. */
function toRequest(parsed: Readonly<Record<string, unknown>>): GraphqlRequest | TransportError {
  const { query, variables = null, operationName = null } = parsed;
  if (typeof query !== 'string' || query.trim() === '') return unparsable;
  if (variables !== null && !isRecord(variables)) return unparsable;
  if (operationName !== null && typeof operationName !== 'string') return unparsable;
  return { query, variables, operationName };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toAnswer(response: ExecutionResponse, requestId: string): GraphqlHttpAnswer {
  const rootFields = response.rootFields ?? [];
  if (response.rejection !== undefined) return refuse(response.rejection, requestId, rootFields);
  const { data, errors } = response;
  return {
    status: 200,
    headers: { ...response.headers, ...baseHeaders(requestId), 'x-amzn-appsync-TokensConsumed': '1' },
    body: JSON.stringify(errors === undefined ? { data } : { data, errors }),
    summary: { requestId, rootFields, errorTypes: (errors ?? []).map((error) => error.errorType ?? 'GraphQLError') },
  };
}

function refuse(
  { status, errorType, message }: TransportError,
  requestId: string,
  rootFields: readonly string[] = [],
): GraphqlHttpAnswer {
  return {
    status,
    headers: { ...baseHeaders(requestId), 'x-amzn-ErrorType': errorType },
    body: JSON.stringify({ errors: [{ errorType, message }] }),
    summary: { requestId, rootFields, errorTypes: [errorType] },
  };
}

function baseHeaders(requestId: string): Record<string, string> {
  return { 'content-type': 'application/json;charset=UTF-8', 'x-amzn-RequestId': requestId };
}
