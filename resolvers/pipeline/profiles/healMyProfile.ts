import { runtime, type Context, type LambdaRequest } from '@aws-appsync/utils';
import type { UserItem } from '../../../domain/items.ts';
import { lambdaResult, toLambdaCall, type LambdaContext } from '../../lib/lambdaCall.ts';
import type { ProfileStash } from './readMyProfile.ts';

/** Creates a missing profile and reserves its username, for when the PostConfirmation trigger failed. */
export const request = (ctx: Context<unknown, ProfileStash, { result: UserItem | null }>): LambdaRequest => {
  const { result } = ctx.prev;
  ctx.stash.me = result;
  if (result) runtime.earlyReturn(result);
  return toLambdaCall(ctx);
};

export const response = (ctx: LambdaContext<unknown, UserItem, ProfileStash>): UserItem => {
  const me = lambdaResult(ctx);
  ctx.stash.me = me;
  return me;
};
