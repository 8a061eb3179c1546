export type InvocationOutcome =
  | { readonly kind: 'returned'; readonly payload: unknown }
  /** The function threw, timed out (`Sandbox.Timedout`) or its process ended (`Runtime.ExitError`). */
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string };

export interface InvocationOptions {
  /** The GraphQL request on whose behalf the function runs; reaches its data-plane calls as the X-Ray trace header. */
  readonly requestId: string;
  /** `Event` answers at once with a null payload. */
  readonly invocationType?: 'RequestResponse' | 'Event';
}

/** The Lambda functions of the stack. */
export interface Functions {
  invoke(functionArn: string, event: unknown, options: InvocationOptions): Promise<InvocationOutcome>;
}
