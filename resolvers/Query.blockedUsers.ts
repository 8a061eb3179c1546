import type { Context } from '@aws-appsync/utils';
import type { BlockPage } from '../generated/types.ts';
import { pageSize } from './lib/pageSize.ts';

export const request = (ctx: Context<{ limit?: number | null }>): Record<string, never> => {
  pageSize(ctx.args.limit);
  return {};
};

export const response = (ctx: Context): BlockPage => {
  const { result } = ctx.prev as { result: BlockPage };
  return result;
};
