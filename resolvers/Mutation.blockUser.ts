import type { Context } from '@aws-appsync/utils';
import type { Block, MutationBlockUserArgs } from '../generated/types.ts';
import { assertOther } from './lib/ids.ts';
import { failNoSuchUser } from './lib/refusals.ts';
import { toUser } from './lib/toUser.ts';
import { writtenItem } from './lib/writeOutcome.ts';
import type { BlockStash } from './pipeline/blocks/readBlockTarget.ts';

export const request = (ctx: Context<MutationBlockUserArgs>): Record<string, never> => {
  assertOther(ctx, ctx.args.userId);
  return {};
};

export const response = (ctx: Context<MutationBlockUserArgs, BlockStash>): Block => {
  const written = writtenItem(ctx);
  const { target } = ctx.stash;
  if (!written || !target) return failNoSuchUser();
  return { userId: ctx.args.userId, user: toUser(target), createdAt: written.createdAt };
};
