import type { Context } from '@aws-appsync/utils';
import type { MutationUpdateProfileArgs, User } from '../generated/types.ts';
import { assertDisplayName } from './lib/assertPublicName.ts';
import { failUnavailable } from './lib/fail.ts';
import { toUser } from './lib/toUser.ts';
import { writtenItem } from './lib/writeOutcome.ts';
import type { UpdateProfileContext } from './pipeline/profiles/putDisplayName.ts';

export const request = (ctx: Context<MutationUpdateProfileArgs>): Record<string, never> => {
  assertDisplayName(ctx.args.input.displayName);
  return {};
};

export const response = (ctx: UpdateProfileContext): User => {
  const item = writtenItem(ctx);
  return item ? toUser(item) : failUnavailable();
};
