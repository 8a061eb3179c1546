import type { IncomingMessage } from 'node:http';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { AcceptedSubscription, GraphqlApi } from '../api/run/GraphqlApi.ts';
import { InvalidSubscriptionFilterError } from '../api/run/SubscriptionFilter.ts';
import type { Authenticator } from '../identity/Authenticator.ts';
import { isForHost, sourceIpOf, toHeaders } from './handshake.ts';
import { toGraphqlRequest, type FrameError, type StartFrame } from './protocol.ts';
import type { OnRealtimeLog } from './RealtimeLog.ts';
import { createSubscriptionFilters, type SubscriptionFilters } from './Subscription.ts';

export interface StartOptions {
  readonly api: GraphqlApi;
  readonly authenticator: Authenticator;
  readonly onLog: OnRealtimeLog;
  readonly requestId: string;
}

export type Started =
  | { readonly accepted: AcceptedSubscription; readonly filters: SubscriptionFilters }
  | { readonly errors: readonly FrameError[] };

/** Judges a `start` on its own: its authorization may be another person's than the connection's. Never rejects. */
export async function startSubscription(
  frame: StartFrame,
  request: IncomingMessage,
  options: StartOptions,
): Promise<Started> {
  try {
    return await start(frame, request, options);
  } catch (error) {
    return { errors: [toFrameError(error, options)] };
  }
}

async function start(frame: StartFrame, request: IncomingMessage, options: StartOptions): Promise<Started> {
  const operation = toGraphqlRequest(frame.data);
  if (operation === undefined) return badRequest('payload.data holds no GraphQL request.');
  const headers = frame.authorization === undefined ? {} : toHeaders(frame.authorization);
  // Whether AppSync insists on `host` in a start's authorization is unconfirmed; its documentation has it in every mode.
  if (headers === undefined || (frame.authorization !== undefined && !isForHost(headers, request))) {
    return badRequest('payload.extensions.authorization must be an object of strings with the host of the API.');
  }
  const authenticated = await options.authenticator.authenticate({
    headers,
    method: 'POST',
    path: '/graphql',
    body: frame.data,
    sourceIp: sourceIpOf(request),
  });
  if ('refusal' in authenticated) return { errors: [authenticated.refusal] };
  const { requestId } = options;
  const outcome = await options.api.subscribe(operation, authenticated.caller, { requestId, headers: { ...headers } });
  if ('errors' in outcome)
    return { errors: outcome.errors.map(({ errorType, message }) => ofType(errorType, message)) };
  return { accepted: outcome.accepted, filters: createSubscriptionFilters(outcome.accepted) };
}

function toFrameError(error: unknown, { onLog, requestId }: StartOptions): FrameError {
  if (error instanceof UnsupportedFeatureError || error instanceof InvalidSubscriptionFilterError) {
    return { errorType: error.name, message: error.message };
  }
  onLog({ event: 'fault', requestId, detail: error instanceof Error ? error.message : String(error) });
  return { errorType: 'InternalFailure', message: 'The subscription could not be started.' };
}

/** The type and words of AppSync's answer to a malformed start are unconfirmed. */
function badRequest(message: string): Started {
  return { errors: [{ errorType: 'BadRequestException', message }] };
}

/** Recorded validation errors carry a message only: no errorType, not even null. */
function ofType(errorType: string | null | undefined, message: string): FrameError {
  return errorType === undefined || errorType === null ? { message } : { errorType, message };
}
