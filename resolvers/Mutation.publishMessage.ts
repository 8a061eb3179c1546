import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationPublishMessageArgs } from '../generated/types.ts';

/** Stores nothing: AppSync publishes the answer to the subscribers of `onMessage`. */
export const request = (ctx: Context<MutationPublishMessageArgs>): NONERequest => ({ payload: ctx.args.input });

export const response = ({
  result,
}: Context<
  unknown,
  Record<string, never>,
  undefined,
  undefined,
  MutationPublishMessageArgs['input']
>): MutationPublishMessageArgs['input'] => result;
