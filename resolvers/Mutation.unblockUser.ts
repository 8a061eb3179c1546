import type { Context } from '@aws-appsync/utils';
import type { Block, MutationUnblockUserArgs } from '../generated/types.ts';
import { assertOther } from './lib/ids.ts';
import { toUser } from './lib/toUser.ts';
import { writtenItem } from './lib/writeOutcome.ts';
import type { BlockStash } from './pipeline/blocks/readBlockTarget.ts';

export const request = (ctx: Context<MutationUnblockUserArgs>): Record<string, never> => {
  assertOther(ctx, ctx.args.userId);
  return {};
};

export const response = (ctx: Context<MutationUnblockUserArgs, BlockStash>): Block => {
  writtenItem(ctx);
  const { target } = ctx.stash;
  return { userId: ctx.args.userId, user: target ? toUser(target) : null, createdAt: null };
};
