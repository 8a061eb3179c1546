import type { Context } from '@aws-appsync/utils';
import type { UserItem } from '../domain/items.ts';
import type { User } from '../generated/types.ts';
import { toUser } from './lib/toUser.ts';

export const request = (): Record<string, never> => ({});

export const response = (ctx: Context): User => {
  const { result } = ctx.prev as { result: UserItem };
  return toUser(result);
};
