import type { Caller } from '../../identity/Caller.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

export interface RequestContext {
  readonly requestId: string;
  /** Lower-case names, without `cookie`. */
  readonly headers: Record<string, string>;
  /** The request whose function sends this one; the request itself where it is absent. */
  readonly onBehalfOf?: string | undefined;
}

/** An element of `errors` as AppSync writes it. */
export interface GraphqlErrorEntry {
  readonly message: string;
  readonly errorType?: string | null;
  readonly errorInfo?: unknown;
  readonly data?: unknown;
  readonly path: readonly (string | number)[] | null;
  readonly locations: readonly { line: number; column: number; sourceName: string | null }[] | null;
}

export interface GraphqlResponse {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly GraphqlErrorEntry[];
}

/** A refusal of the whole request: the transport answers with this status and no `data`. */
export interface RequestRejection {
  /** 400 unparsable or ambiguous, 401 denied by IAM, 500 a feature that the runtime does not have. */
  readonly status: 400 | 401 | 500;
  readonly errorType: string;
  readonly message: string;
}

export interface ExecutionResponse extends GraphqlResponse {
  /** `util.http.addResponseHeader(s)` */
  readonly headers?: Record<string, string>;
  /** When present, `data` is null and `errors` says the same in one entry. */
  readonly rejection?: RequestRejection;
  /** Root fields that were asked for, e.g. `Mutation.sendMessage`: for the log. */
  readonly rootFields?: readonly string[];
}

/** A subscription that its resolver has accepted. */
export interface AcceptedSubscription {
  /** Field of `Subscription`. */
  readonly field: string;
  /** Arguments as coerced; the basic filter where no enhanced filter was set. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** `extensions.setSubscriptionFilter`, if called. */
  readonly filter?: unknown;
  readonly invalidationFilter?: unknown;
  /** Subscriptions with equal keys get equal payloads for one publish: execute once, splice the id in. */
  readonly selectionKey: string;
  /** Applies the subscriber's selection and authorization to a mutation field's response, without resolvers. */
  project(mutationResult: unknown): Promise<GraphqlResponse>;
}

/** What a finished mutation field does to subscribers. */
export interface SubscriptionEvents {
  /** The response of a mutation field that some `@aws_subscribe` names; never null. `requestId`: who bears the cost. */
  onMutationResult(mutationField: string, result: unknown, requestId: string): void;
  onInvalidation(subscriptionField: string, payload: Record<string, unknown>): void;
}

/** The GraphQL API of the stack, without transport. */
export interface GraphqlApi {
  execute(request: GraphqlRequest, caller: Caller, context: RequestContext): Promise<ExecutionResponse>;
  /** Validates, authorizes and runs the subscription's resolver. */
  subscribe(
    request: GraphqlRequest,
    caller: Caller,
    context: RequestContext,
  ): Promise<{ accepted: AcceptedSubscription } | { errors: readonly GraphqlErrorEntry[] }>;
  /** Which subscription fields listen to a mutation field. */
  listeners(mutationField: string): readonly string[];
  connect(events: SubscriptionEvents): void;
}
