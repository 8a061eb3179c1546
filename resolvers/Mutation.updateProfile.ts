import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../domain/ErrorType.ts';
import type { MutationUpdateProfileArgs, User } from '../generated/types.ts';
import { assertDisplayName } from './lib/assertPublicName.ts';
import { fail } from './lib/fail.ts';
import { toUser } from './lib/toUser.ts';
import { writtenItem } from './lib/writeOutcome.ts';
import type { UpdateProfileContext } from './pipeline/profiles/putDisplayName.ts';

export const request = (ctx: Context<MutationUpdateProfileArgs>): Record<string, never> => {
  assertDisplayName(ctx.args.input.displayName);
  return {};
};

export const response = (ctx: UpdateProfileContext): User => {
  const item = writtenItem(ctx);
  return item ? toUser(item) : fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
};
