import { extensions, type Context, type LambdaRequest } from '@aws-appsync/utils';
import type { MutationDisableUserArgs } from '../generated/types.ts';
import { lambdaResult, toLambdaCall } from './lib/lambdaCall.ts';

export const request = (ctx: Context): LambdaRequest => toLambdaCall(ctx);

/** Ends the person's open subscriptions: their invalidation filter is in Subscription.onMessage.ts. */
export const response = (ctx: Context<MutationDisableUserArgs>): unknown => {
  const result = lambdaResult(ctx);
  extensions.invalidateSubscriptions({ subscriptionField: 'onMessage', payload: { userId: ctx.args.userId } });
  return result;
};
