import type { Context } from '@aws-appsync/utils';
import type { QueryGroupsArgs } from '../generated/types.ts';
import { pageSize } from './lib/pageSize.ts';
import type { GroupAnswer } from './lib/toGroup.ts';

interface GroupAnswerPage {
  items: GroupAnswer[];
  nextToken: string | null;
}

export const request = (ctx: Context<QueryGroupsArgs>): Record<string, never> => {
  pageSize(ctx.args.limit);
  return {};
};

export const response = (ctx: Context): GroupAnswerPage => {
  const { result } = ctx.prev as { result: GroupAnswer[] };
  return { items: result, nextToken: ctx.stash['nextToken'] as string | null };
};
