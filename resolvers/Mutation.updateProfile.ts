import type { Context } from '@aws-appsync/utils';
import type { UserItem } from '../domain/items.ts';
import type { MutationUpdateProfileArgs, User } from '../generated/types.ts';
import { assertDisplayName } from './lib/assertPublicName.ts';
import { toUser } from './lib/toUser.ts';
import { writtenOrFail } from './lib/writeOutcome.ts';

export const request = (ctx: Context<MutationUpdateProfileArgs>): Record<string, never> => {
  assertDisplayName(ctx.args.input.displayName);
  return {};
};

export const response = (ctx: Context): User => toUser(writtenOrFail(ctx) as UserItem);
