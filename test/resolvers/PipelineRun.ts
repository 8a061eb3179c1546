import type { ResolverContext, ResolverError } from 'messaging-local/appsync/js/handler/ResolverCode.ts';
import { nestedWiring, wiring, type Wiring } from '../../infra/wiring.ts';
import { aResolverContext } from '../support/aResolverContext.ts';
import { BundledResolver } from './BundledResolver.ts';

export interface SourceRequest {
  readonly operation: string;
  readonly tables?: Record<string, { readonly keys: Record<string, { S: string }>[] }>;
  readonly transactItems?: Record<string, unknown>[];
}

export interface SourceAnswer {
  readonly result: unknown;
  readonly error?: { readonly type: string; readonly message: string };
}

/** The result of a pipeline: its value or error, and the requests to its sources. */
export interface Outcome {
  readonly value?: unknown;
  readonly error?: ResolverError;
  readonly requests: readonly SourceRequest[];
}

/** Runs the bundles of a field in the order of its wiring; the test answers as the source. */
export class PipelineRun {
  readonly #field: string;
  readonly #resolver: BundledResolver;
  readonly #steps: readonly BundledResolver[];

  constructor(field: keyof typeof wiring | keyof typeof nestedWiring) {
    const wire: Wiring = { ...wiring, ...nestedWiring }[field];
    if (wire.kind !== 'pipeline') throw new Error(`${field} is not a pipeline.`);
    const codes = new Map(wire.steps.map(({ step }) => [step, new BundledResolver(`pipeline/${step}`, field)]));
    this.#field = field;
    this.#resolver = new BundledResolver(field);
    this.#steps = wire.steps.map(({ step }) => codes.get(step)!);
  }

  run(args: Record<string, unknown>, source: (request: SourceRequest) => SourceAnswer): Outcome {
    const requests: SourceRequest[] = [];
    let stash: Record<string, unknown> = {};
    let previous: unknown = {};
    const invoke = (code: BundledResolver, handler: 'request' | 'response', more: Partial<ResolverContext> = {}) => {
      const context = aResolverContext(this.#field, { args, stash, prev: { result: previous }, ...more });
      const { outcome } = code.invoke(handler, context);
      ({ stash } = context);
      return outcome;
    };
    const first = invoke(this.#resolver, 'request');
    if (first.kind === 'error') return { error: first.error, requests };
    for (const step of this.#steps) {
      const asked = invoke(step, 'request');
      if (asked.kind === 'error') return { error: asked.error, requests };
      if (asked.kind === 'earlyReturn') {
        previous = asked.value;
        continue;
      }
      const request = asked.value as SourceRequest;
      requests.push(request);
      const answered = invoke(step, 'response', { error: null, ...source(request) });
      if (answered.kind === 'error') return { error: answered.error, requests };
      previous = answered.value;
    }
    const last = invoke(this.#resolver, 'response');
    return last.kind === 'error' ? { error: last.error, requests } : { value: last.value, requests };
  }
}

/** Answers a batch from items by table: the first item whose key attributes are those of the key. */
export const batchOf = (
  { tables = {} }: SourceRequest,
  items: Readonly<Record<string, readonly Record<string, unknown>[]>>,
): SourceAnswer => {
  const data = Object.entries(tables).map(([table, { keys }]) => [
    table,
    keys.map(
      (key) => items[table]?.find((item) => Object.entries(key).every(([name, { S }]) => item[name] === S)) ?? null,
    ),
  ]);
  return { result: { data: Object.fromEntries(data) as unknown, unprocessedKeys: {} } };
};

export const committed: SourceAnswer = { result: { keys: [], cancellationReasons: null } };

/** A transaction that was cancelled with this reason. */
export const cancelledFor = (type: 'ConditionalCheckFailed' | 'TransactionConflict'): SourceAnswer => ({
  result: {
    keys: null,
    cancellationReasons: [
      { type: 'None', message: 'None' },
      { type, message: type, item: null },
    ],
  },
  error: { type: 'DynamoDB:TransactionCanceledException', message: 'Transaction cancelled' },
});
