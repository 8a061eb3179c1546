import { util, type AppSyncIdentityCognito, type Context, type LambdaRequest } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { callerOf } from './callerOf.ts';
import { fail } from './fail.ts';

interface Envelope {
  result?: unknown;
  error?: { type: ErrorType; message: string; info?: Record<string, unknown> };
}

/** Callers with an API key have no identity, and those with IAM one without claims. */
const isPerson = (ctx: Context): boolean => !!(ctx.identity as AppSyncIdentityCognito | null)?.claims;

/** Hands a field's arguments and caller to its Lambda: functions/lib/lambda/toHandler.ts. */
export const toLambdaCall = (ctx: Context): LambdaRequest => ({
  operation: 'Invoke',
  payload: { arguments: ctx.args as unknown, caller: isPerson(ctx) ? callerOf(ctx) : null },
});

/** What the Lambda returned; its `{ error }` becomes the field's error. */
export const lambdaResult = (ctx: Context): unknown => {
  // A function that throws, times out or is throttled has no envelope, and its text is not for clients.
  if (ctx.error) {
    if (ctx.error.type.endsWith('TooManyRequestsException')) {
      fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
    }
    const requestId = util.autoId();
    console.error(requestId, ctx.info.fieldName, ctx.error.type, ctx.error.message);
    fail(ErrorType.Internal, 'Something went wrong on our side.', { requestId });
  }
  const envelope = ctx.result as Envelope;
  if (envelope.error) fail(envelope.error.type, envelope.error.message, envelope.error.info);
  return envelope.result;
};
