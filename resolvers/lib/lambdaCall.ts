import type { Context, LambdaRequest } from '@aws-appsync/utils';
import type { ErrorType } from '../../domain/ErrorType.ts';
import { callerOf, hasCaller } from './callerOf.ts';
import { fail, failInternal, failUnavailable, logSourceError } from './fail.ts';

interface Envelope<Result> {
  result: Result;
  error?: { type: ErrorType; message: string; info?: Record<string, unknown> };
}

/** The context of a response handler behind a Lambda. */
export type LambdaContext<Args, Result, Stash extends object = Record<string, unknown>> = Context<
  Args,
  Stash,
  undefined,
  undefined,
  Envelope<Result>
>;

/** Passes a field's arguments and caller to its Lambda: functions/lib/lambda/toHandler.ts. */
export const toLambdaCall = (ctx: Context<unknown>): LambdaRequest => ({
  operation: 'Invoke',
  payload: { arguments: ctx.args, caller: hasCaller(ctx) ? callerOf(ctx) : null },
});

/** The Lambda's result; its `{ error }` becomes the field's error. */
export const lambdaResult = <Result>(
  ctx: Pick<LambdaContext<unknown, Result>, 'error' | 'info' | 'result'>,
): Result => {
  // A function that throws, times out or is throttled returns no envelope, and its text is not for clients.
  if (ctx.error) {
    if (ctx.error.type.endsWith('TooManyRequestsException')) failUnavailable();
    failInternal({ requestId: logSourceError(ctx) });
  }
  const { result, error } = ctx.result;
  if (error) fail(error.type, error.message, error.info);
  return result;
};
