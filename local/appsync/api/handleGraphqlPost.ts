import { randomUUID } from 'node:crypto';
import { isRecord } from '../../base/json.ts';
import type { Authenticator } from '../identity/Authenticator.ts';
import type { ExecutionResponse, GraphqlApi, GraphqlRequest } from './run/GraphqlApi.ts';
import { unparsable } from './run/selectOperation.ts';
import { toRejection } from './run/toRejection.ts';

export interface GraphqlPost {
  readonly body: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Path and query as sent, which SigV4 signs: `/graphql`. */
  readonly path: string;
  /** The TCP peer; `x-forwarded-for` is put before it. */
  readonly peerAddress: string;
  /** The request whose function sends this one. */
  readonly onBehalfOf?: string | undefined;
}

export interface GraphqlPostAnswer {
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
 * Answers a `POST /graphql` as AppSync does. The content type is not looked at: credentials travel in headers that a page
 * cannot send without a preflight, and many clients of AppSync send none.
 */
export async function handleGraphqlPost(
  post: GraphqlPost,
  { api, authenticator }: { readonly api: GraphqlApi; readonly authenticator: Authenticator },
): Promise<GraphqlPostAnswer> {
  const requestId = randomUUID();
  if (Buffer.byteLength(post.body) > maxBodyBytes) {
    const message = 'Request body is larger than 1 MB.';
    return refuse({ status: 413, errorType: 'RequestEntityTooLargeException', message }, requestId);
  }
  const authentication = await authenticator.authenticate({
    headers: post.headers,
    method: 'POST',
    path: post.path,
    body: post.body,
    sourceIp: toSourceIp(post),
  });
  if ('refusal' in authentication) return refuse({ status: 401, ...authentication.refusal }, requestId);
  const request = parseBody(post.body);
  if ('status' in request) return refuse(request, requestId);
  const context = { requestId, headers: withoutCookie(post.headers), onBehalfOf: post.onBehalfOf };
  try {
    return toAnswer(await api.execute(request, authentication.caller, context), requestId);
  } catch (error) {
    return refuse(toRejection(error instanceof Error ? error : undefined), requestId);
  }
}

function toSourceIp({ headers, peerAddress }: GraphqlPost): readonly string[] {
  const forwarded = (headers['x-forwarded-for'] ?? '').split(',').map((address) => address.trim());
  return [...forwarded.filter((address) => address !== ''), peerAddress];
}

function withoutCookie(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'cookie'));
}

/** Members of the body that AppSync does not know are ignored. */
function parseBody(body: string): GraphqlRequest | TransportError {
  if (body.trim() === '') return { ...unparsable, message: 'Request body is empty.' };
  const parsed = parseJson(body);
  if (!isRecord(parsed)) return unparsable;
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

function toAnswer(response: ExecutionResponse, requestId: string): GraphqlPostAnswer {
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
): GraphqlPostAnswer {
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
