import type { Context } from '@aws-appsync/utils';
import type { UserItem } from '../domain/items.ts';
import type { Block, MutationBlockUserArgs } from '../generated/types.ts';
import { assertOther } from './lib/assertOther.ts';
import { toUser } from './lib/toUser.ts';
import { writtenOrFail } from './lib/writeOutcome.ts';

export const request = (ctx: Context<MutationBlockUserArgs>): Record<string, never> => {
  assertOther(ctx, ctx.args.userId);
  return {};
};

export const response = (ctx: Context<MutationBlockUserArgs>): Block => {
  const { createdAt } = writtenOrFail(ctx) as { createdAt: string };
  return { userId: ctx.args.userId, user: toUser(ctx.stash['target'] as UserItem), createdAt };
};
