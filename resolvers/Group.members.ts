import { runtime, type Context } from '@aws-appsync/utils';
import type { GroupMembersArgs, GroupMembership, GroupMembershipPage } from '../generated/types.ts';
import { pageSize, type ListStash } from './lib/listOptions.ts';
import { failNoSuchGroup } from './lib/refusals.ts';
import type { GroupAnswer } from './lib/toGroup.ts';

/** The parent has either checked that the caller is a member or resolved `members` for a former member. */
export const request = (ctx: Context<GroupMembersArgs, ListStash, undefined, GroupAnswer>): unknown => {
  pageSize(ctx.args.limit);
  const { members, myRole } = ctx.source ?? failNoSuchGroup();
  if (members) runtime.earlyReturn(members.items);
  if (!myRole) failNoSuchGroup();
  return {};
};

export const response = ({
  prev,
  stash,
}: Context<GroupMembersArgs, ListStash, { result: GroupMembership[] }>): GroupMembershipPage => ({
  items: prev.result,
  nextToken: stash.nextToken ?? null,
});
