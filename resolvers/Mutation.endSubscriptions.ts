import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationEndSubscriptionsArgs } from '../generated/types.ts';
import { endSubscriptions } from './lib/endSubscriptions.ts';

export const request = (ctx: Context<MutationEndSubscriptionsArgs>): NONERequest => ({ payload: ctx.args });

/** For the trigger of the user pool, which can invalidate subscriptions only through a mutation. */
export const response = (ctx: Context<MutationEndSubscriptionsArgs>): boolean => {
  const { userId, signedOutAt } = ctx.args;
  endSubscriptions({ userId, signedOutAt });
  return true;
};
