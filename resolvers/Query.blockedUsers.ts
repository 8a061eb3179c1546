import type { Context } from '@aws-appsync/utils';
import type { BlockPage, QueryBlockedUsersArgs } from '../generated/types.ts';
import { pageSize } from './lib/listOptions.ts';

export const request = (ctx: Context<QueryBlockedUsersArgs>): Record<string, never> => {
  pageSize(ctx.args.limit);
  return {};
};

export const response = ({ prev }: Context<unknown, Record<string, never>, { result: BlockPage }>): BlockPage =>
  prev.result;
