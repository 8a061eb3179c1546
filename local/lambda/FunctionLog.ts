/** What a function or the platform wrote, without the end of the line. */
export interface FunctionLog {
  readonly functionName: string;
  /** The GraphQL request on whose behalf the function ran. */
  readonly requestId: string;
  /** The invocation: `context.awsRequestId`. */
  readonly awsRequestId: string;
  /** `platform`: why an invocation failed. */
  readonly stream: 'stdout' | 'stderr' | 'platform';
  readonly text: string;
}
