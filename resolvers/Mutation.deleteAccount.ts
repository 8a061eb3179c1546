import type { Context, LambdaRequest } from '@aws-appsync/utils';
import { callerOf } from './lib/callerOf.ts';
import { endSubscriptions } from './lib/endSubscriptions.ts';
import { lambdaResult, toLambdaCall, type LambdaContext } from './lib/lambdaCall.ts';

export const request = (ctx: Context): LambdaRequest => toLambdaCall(ctx);

export const response = (ctx: LambdaContext<unknown, boolean>): boolean => {
  const result = lambdaResult(ctx);
  endSubscriptions({ userId: callerOf(ctx).userId });
  return result;
};
