import type { Context } from '@aws-appsync/utils';
import type { UserItem } from '../domain/items.ts';
import type { User } from '../generated/types.ts';
import { toUser } from './lib/toUser.ts';

export const request = (): Record<string, never> => ({});

export const response = ({ prev }: Context<unknown, Record<string, never>, { result: UserItem }>): User =>
  toUser(prev.result);
