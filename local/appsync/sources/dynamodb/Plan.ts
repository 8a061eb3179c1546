import type { WireItem } from '../../../gate/wireForm.ts';
import type { PageTokens } from './createPageTokens.ts';

/** What a request comes to: one DynamoDB call, and how its answer reads. */
export interface Plan {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  toResult(body: Readonly<Record<string, unknown>>): unknown;
  /** `ctx.result` beside `ctx.error`; null without it. */
  toFailedResult?(body: Readonly<Record<string, unknown>>): unknown;
  /** What AppSync looks at when a condition has failed, before it reports that. */
  readonly afterConditionFailed?: ConditionFollowUp;
}

export interface ConditionFollowUp {
  readonly key: WireItem;
  readonly consistentRead: boolean;
  /** The result if the stored item is as wanted all the same; `undefined` where the failure stands. */
  readonly accept: (stored: WireItem | undefined) => { readonly result: unknown } | undefined;
}

export interface PlanContext {
  readonly table: string;
  readonly issuer: string;
  readonly tokens: PageTokens;
}
