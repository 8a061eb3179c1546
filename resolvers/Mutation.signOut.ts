import type { Context, LambdaRequest } from '@aws-appsync/utils';
import { callerOf } from './lib/callerOf.ts';
import { endSubscriptions } from './lib/endSubscriptions.ts';
import { lambdaResult, toLambdaCall } from './lib/lambdaCall.ts';

export const request = (ctx: Context): LambdaRequest => toLambdaCall(ctx);

/** A late repeat ends what the first call was to end, and leaves the subscriptions of sessions begun since. */
export const response = (ctx: Context): boolean => {
  const signedOutAt = lambdaResult(ctx) as number;
  endSubscriptions({ userId: callerOf(ctx).userId, signedOutAt });
  return true;
};
