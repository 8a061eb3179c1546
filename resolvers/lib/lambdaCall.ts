import { util, type Context, type LambdaRequest } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { callerOf, hasCaller } from './callerOf.ts';
import { fail } from './fail.ts';

interface Envelope<Result> {
  result: Result;
  error?: { type: ErrorType; message: string; info?: Record<string, unknown> };
}

/** The context of a response handler behind a Lambda. */
export type LambdaContext<Args, Result> = Context<
  Args,
  Record<string, unknown>,
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
export const lambdaResult = <Result>(ctx: LambdaContext<unknown, Result>): Result => {
  // A function that throws, times out or is throttled has no envelope, and its text is not for clients.
  if (ctx.error) {
    if (ctx.error.type.endsWith('TooManyRequestsException')) {
      fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
    }
    const requestId = util.autoId();
    console.error(requestId, ctx.info.fieldName, ctx.error.type, ctx.error.message);
    fail(ErrorType.Internal, 'Something went wrong on our side.', { requestId });
  }
  const { result, error } = ctx.result;
  if (error) fail(error.type, error.message, error.info);
  return result;
};
