import type { Caller } from '../../identity/Caller.ts';
import type { GraphqlErrorEntry } from './GraphqlApi.ts';

/** What one GraphQL request carries through its resolvers. */
export interface RequestState {
  readonly caller: Caller;
  /** `ctx.identity` */
  readonly identity: unknown;
  readonly requestId: string;
  readonly onBehalfOf: string;
  /** `ctx.request.headers` */
  readonly headers: Record<string, string>;
  /** `ctx.info.variables`: as sent. */
  readonly variables: Record<string, unknown>;
  /** Entries of `util.appendError`, placed. */
  readonly appendedErrors: GraphqlErrorEntry[];
  readonly responseHeaders: Record<string, string>;
  readonly invalidations: { readonly subscriptionField: string; readonly payload: Record<string, unknown> }[];
  readonly deadline: Deadline;
  resolversRun: number;
  subscriptionFilter: unknown;
  subscriptionInvalidationFilter: unknown;
  /** A fault that must not look like AppSync's answer: the whole request becomes this. */
  failure: Error | undefined;
}

/** The end of a request's time. */
export interface Deadline {
  readonly passed: boolean;
  /** Settles with the value, or with `late` when the time ends first. */
  race<Value>(work: Promise<Value>, late: () => Value): Promise<Value>;
}
