/** `ctx.result` and `ctx.error` of the response handler. */
export interface DataSourceResult {
  readonly result: unknown;
  readonly error?: { readonly message: string; readonly type: string };
}

export interface DataSourceInvocation {
  /** The GraphQL request on whose behalf the call runs: `x-amzn-RequestId`. */
  readonly requestId: string;
  /** The resolver or function that asks: a `nextToken` is good only where it was issued. */
  readonly issuer: string;
}

/** What a request handler's return value is given to. */
export interface DataSource {
  readonly name: string;
  invoke(request: unknown, invocation: DataSourceInvocation): Promise<DataSourceResult>;
}
