import type { Evaluation, ResolverCode, ResolverContext } from '../../js/handler/ResolverCode.ts';
import type { DataSourceResult } from '../../sources/DataSource.ts';
import type { ResolverPlan, ResolverStep } from '../load/loadResolvers.ts';
import { FieldError, fieldError } from './FieldError.ts';
import type { RequestState } from './RequestState.ts';

/** What a run of a resolver needs beside its plan. */
export interface ResolverRun {
  readonly request: RequestState;
  /** The context at the start: `prev` null, an empty stash. */
  readonly context: ResolverContext;
  /** Takes what a handler did beside its value: appended errors, logs, headers, filters. */
  observe(evaluation: Evaluation, origin: string): void;
}

type Handled =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'earlyReturn'; readonly value: unknown; readonly skipTo: 'END' | 'NEXT' };

/**
 * Runs a resolver and gives the field's value. Throws FieldError where the resolver ends in one.
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html
 */
export async function runResolver(plan: ResolverPlan, run: ResolverRun): Promise<unknown> {
  if (plan.kind === 'UNIT') return (await runStep(plan.step, run)).value;
  const name = `${plan.typeName}.${plan.fieldName}`;
  const before = handle(plan.code, 'request', { run, origin: name });
  const output = before.kind === 'earlyReturn' ? before.value : await runFunctions(plan.functions, run, before.value);
  const context = { ...run.context, prev: { result: output ?? null }, result: output ?? null };
  return handle(plan.code, 'response', { run: { ...run, context }, origin: name }).value;
}

async function runFunctions(functions: readonly ResolverStep[], run: ResolverRun, first: unknown): Promise<unknown> {
  let output = first ?? null;
  for (const step of functions) {
    const context = { ...run.context, prev: { result: output } };
    const outcome = await runStep(step, { ...run, context });
    run.context.stash = context.stash;
    output = outcome.value ?? null;
    if (outcome.kind === 'earlyReturn' && outcome.skipTo === 'END') break;
  }
  return output;
}

async function runStep(step: ResolverStep, run: ResolverRun): Promise<Handled> {
  const { code } = step;
  if (code === undefined) return { kind: 'value', value: await runDirectLambda(step, run) };
  const request = handle(code, 'request', { run, origin: step.issuer });
  if (request.kind === 'earlyReturn') return request;
  const { result, error } = await invoke(step, request.value, run);
  const context = { ...run.context, result: result ?? null, error: error ?? null };
  const response = handle(code, 'response', { run: { ...run, context }, origin: step.issuer });
  run.context.stash = context.stash;
  return response;
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/resolver-mapping-template-reference-lambda.html#direct-lambda-resolvers */
async function runDirectLambda(step: ResolverStep, run: ResolverRun): Promise<unknown> {
  const { arguments: args, identity, source, request, prev, info, stash } = run.context;
  const payload = { arguments: args, identity, source, request, prev, info: { ...info }, stash };
  const { result, error } = await invoke(step, { operation: 'Invoke', payload }, run);
  if (error === undefined) return result;
  throw new FieldError({ message: error.message, errorType: error.type, data: result ?? null, errorInfo: null });
}

async function invoke(step: ResolverStep, request: unknown, run: ResolverRun): Promise<DataSourceResult> {
  const { deadline, requestId } = run.request;
  if (deadline.passed) throw timeout(step.sourceType);
  const work = step.source.invoke(request, { requestId, issuer: step.issuer });
  return deadline.race(work, () => ({ result: null, error: timeoutOf(step.sourceType) }));
}

const timeoutPrefixes: Readonly<Record<string, string>> = { AWS_LAMBDA: 'Lambda', AMAZON_DYNAMODB: 'DynamoDB' };

/** Confirmed for Lambda alone. */
function timeoutOf(sourceType: string): { message: string; type: string } {
  return {
    message: 'Execution timed out.',
    type: `${timeoutPrefixes[sourceType] ?? 'None'}:ExecutionTimeoutException`,
  };
}

function timeout(sourceType: string): FieldError {
  const { message, type } = timeoutOf(sourceType);
  return fieldError(type, message);
}

function handle(
  code: ResolverCode,
  handler: 'request' | 'response',
  { run, origin }: { run: ResolverRun; origin: string },
): Handled {
  const evaluation = code.invoke(handler, run.context);
  run.observe(evaluation, origin);
  const { outcome } = evaluation;
  if (outcome.kind === 'error') throw new FieldError(outcome.error);
  return outcome;
}
