import { runtime, type Context, type LambdaRequest } from '@aws-appsync/utils';
import type { UserItem } from '../../../domain/items.ts';
import { lambdaResult, toLambdaCall, type LambdaContext } from '../../lib/lambdaCall.ts';
import type { ProfileStash } from './readMyProfile.ts';

/** Creates the profile that the PostConfirmation trigger could not, with the reservation of its name. */
export const request = (ctx: Context<unknown, ProfileStash, { result: UserItem | null }>): LambdaRequest => {
  const { result } = ctx.prev;
  ctx.stash.me = result;
  if (result) runtime.earlyReturn(result);
  return toLambdaCall(ctx);
};

export const response = (ctx: Context<unknown, ProfileStash, undefined, undefined, unknown>): UserItem => {
  const me = lambdaResult(ctx as LambdaContext<unknown, UserItem>);
  ctx.stash.me = me;
  return me;
};
