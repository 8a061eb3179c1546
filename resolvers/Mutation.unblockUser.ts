import type { Context } from '@aws-appsync/utils';
import type { UserItem } from '../domain/items.ts';
import type { Block, MutationUnblockUserArgs } from '../generated/types.ts';
import { assertOther } from './lib/assertOther.ts';
import { toUser } from './lib/toUser.ts';
import { writtenOrFail } from './lib/writeOutcome.ts';

export const request = (ctx: Context<MutationUnblockUserArgs>): Record<string, never> => {
  assertOther(ctx, ctx.args.userId);
  return {};
};

export const response = (ctx: Context<MutationUnblockUserArgs>): Block => {
  writtenOrFail(ctx);
  const target = ctx.stash['target'] as UserItem | null;
  return { userId: ctx.args.userId, user: target ? toUser(target) : null, createdAt: null };
};
