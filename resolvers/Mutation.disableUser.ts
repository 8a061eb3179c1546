import type { Context, LambdaRequest } from '@aws-appsync/utils';
import type { MutationDisableUserArgs } from '../generated/types.ts';
import { endSubscriptions } from './lib/endSubscriptions.ts';
import { lambdaResult, toLambdaCall, type LambdaContext } from './lib/lambdaCall.ts';

export const request = (ctx: Context): LambdaRequest => toLambdaCall(ctx);

export const response = (ctx: LambdaContext<MutationDisableUserArgs, boolean>): boolean => {
  const result = lambdaResult(ctx);
  endSubscriptions({ userId: ctx.args.userId });
  return result;
};
