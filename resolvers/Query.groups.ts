import type { Context } from '@aws-appsync/utils';
import type { QueryGroupsArgs } from '../generated/types.ts';
import { pageSize, type ListStash } from './lib/listOptions.ts';
import type { GroupAnswer } from './lib/toGroup.ts';

interface GroupAnswerPage {
  items: GroupAnswer[];
  nextToken: string | null;
}

export const request = (ctx: Context<QueryGroupsArgs>): Record<string, never> => {
  pageSize(ctx.args.limit);
  return {};
};

export const response = ({
  prev,
  stash,
}: Context<QueryGroupsArgs, ListStash, { result: GroupAnswer[] }>): GroupAnswerPage => ({
  items: prev.result,
  nextToken: stash.nextToken ?? null,
});
