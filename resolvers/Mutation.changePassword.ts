import type { Context, LambdaRequest } from '@aws-appsync/utils';
import { callerOf } from './lib/callerOf.ts';
import { endSubscriptions } from './lib/endSubscriptions.ts';
import { lambdaResult, toLambdaCall, type LambdaContext } from './lib/lambdaCall.ts';

export const request = (ctx: Context): LambdaRequest => toLambdaCall(ctx);

/** A late repeat ends the same subscriptions as the first call, and leaves those of later sessions open. */
export const response = (ctx: LambdaContext<unknown, number>): boolean => {
  const signedOutAt = lambdaResult(ctx);
  endSubscriptions({ userId: callerOf(ctx).userId, signedOutAt });
  return true;
};
