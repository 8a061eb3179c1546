/** `ctx` of a resolver or function handler: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html */
export interface ResolverContext {
  readonly arguments: Record<string, unknown>;
  readonly identity: unknown;
  readonly source: unknown;
  /** Shared by all handlers of one resolver run; after `invoke` it holds what the handler put there. */
  stash: Record<string, unknown>;
  readonly prev: { result: unknown } | null;
  readonly info: {
    readonly fieldName: string;
    readonly parentTypeName: string;
    readonly variables: Record<string, unknown>;
    readonly selectionSetList: readonly string[];
    readonly selectionSetGraphQL: string;
  };
  readonly request: { readonly headers: Record<string, string>; readonly domainName: string | null };
  readonly env: Readonly<Record<string, string>>;
  /** Response handlers only. */
  readonly result?: unknown;
  /** Response handlers only, when the data source failed. */
  readonly error?: { readonly message: string; readonly type: string } | null;
}

/** An element of `errors` before the executor adds `path` and `locations`. */
export interface ResolverError {
  readonly message: string;
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;
}

/** What one run of one handler came to. */
export interface Evaluation {
  readonly outcome:
    | { readonly kind: 'value'; readonly value: unknown }
    | { readonly kind: 'earlyReturn'; readonly value: unknown; readonly skipTo: 'END' | 'NEXT' }
    /** `util.error`, `util.unauthorized`, or a fault of the code (errorType `Code`). The whole resolver stops. */
    | { readonly kind: 'error'; readonly error: ResolverError };
  /** `util.appendError` */
  readonly appendedErrors: readonly ResolverError[];
  readonly logs: readonly { readonly level: 'log' | 'error'; readonly text: string }[];
  /** `util.http.addResponseHeader(s)` */
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** `extensions.setSubscriptionFilter`; absent when it was not called. */
  readonly subscriptionFilter?: unknown;
  readonly subscriptionInvalidationFilter?: unknown;
  readonly invalidations: readonly { readonly subscriptionField: string; readonly payload: Record<string, unknown> }[];
}

/** Code of a resolver or function, compiled once and kept. */
export interface ResolverCode {
  invoke(handler: 'request' | 'response', context: ResolverContext): Evaluation;
}
