import type { Evaluation, ResolverContext, ResolverError } from './ResolverCode.ts';

type Outcome = Evaluation['outcome'];

/** Ends the handler at once, from within a utility. The code has no way to catch it. */
export class Halt extends Error {
  override readonly name = 'Halt';
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

export function errorOutcome(error: ResolverError): Outcome {
  return { kind: 'error', error };
}

/** What one run of a handler has done so far beside its value. */
export class HandlerRun {
  readonly handler: 'request' | 'response';
  readonly context: ResolverContext;
  readonly appendedErrors: ResolverError[] = [];
  readonly logs: Evaluation['logs'][number][] = [];
  readonly responseHeaders: Record<string, string> = {};
  readonly invalidations: Evaluation['invalidations'][number][] = [];
  readonly filters: { subscriptionFilter?: unknown; subscriptionInvalidationFilter?: unknown } = {};

  constructor(handler: 'request' | 'response', context: ResolverContext) {
    this.handler = handler;
    this.context = context;
  }

  toEvaluation(outcome: Outcome): Evaluation {
    const { appendedErrors, logs, responseHeaders, invalidations, filters } = this;
    return { outcome, appendedErrors, logs, responseHeaders, invalidations, ...filters };
  }
}
