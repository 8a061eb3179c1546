import { util, type Context, type LambdaRequest } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { callerOf } from './callerOf.ts';
import { fail } from './fail.ts';

interface Envelope {
  result?: unknown;
  error?: { type: ErrorType; message: string; info?: Record<string, unknown> };
}

/** Every field with a Lambda behind it: hands over the arguments and the caller, and turns `{ error }` into an error. */
export const request = (ctx: Context): LambdaRequest => ({
  operation: 'Invoke',
  payload: { arguments: ctx.args as unknown, caller: ctx.identity ? callerOf(ctx) : null },
});

export const response = (ctx: Context): unknown => {
  // A function that throws, times out or is throttled has no envelope, and its text is not for clients.
  if (ctx.error) {
    const requestId = util.autoId();
    console.error(requestId, ctx.info.fieldName, ctx.error.type, ctx.error.message);
    fail(ErrorType.Internal, 'Something went wrong on our side.', { requestId });
  }
  const envelope = ctx.result as Envelope;
  if (envelope.error) fail(envelope.error.type, envelope.error.message, envelope.error.info);
  return envelope.result;
};
