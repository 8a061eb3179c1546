import { runtime, type Context } from '@aws-appsync/utils';
import type { GroupMembersArgs, GroupMembership, GroupMembershipPage } from '../generated/types.ts';
import { failNoSuchGroup } from './lib/groupRefusals.ts';
import { pageSize } from './lib/pageSize.ts';
import type { GroupAnswer } from './lib/toGroup.ts';

/** The parent has read that the caller is a member, or has the answer for one who is not any more. */
export const request = (ctx: Context<GroupMembersArgs>): unknown => {
  pageSize(ctx.args.limit);
  const { members, myRole } = ctx.source as unknown as GroupAnswer;
  if (members) runtime.earlyReturn(members.items);
  if (!myRole) failNoSuchGroup();
  return {};
};

export const response = (ctx: Context): GroupMembershipPage => {
  const { result } = ctx.prev as { result: GroupMembership[] };
  return { items: result, nextToken: (ctx.stash['nextToken'] as string | undefined) ?? null };
};
