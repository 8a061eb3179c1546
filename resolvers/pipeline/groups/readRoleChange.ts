import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { mayInGroup } from '../../../domain/groupPolicy.ts';
import { roleChange, rolePin } from '../../../domain/roleActions.ts';
import type { GroupMembership, MutationChangeGroupRoleArgs } from '../../../generated/types.ts';
import { decide, settle } from '../../lib/decidedWrite.ts';
import { groupReads, groupState, liveGroup, memberOf, type GroupChangeStash } from '../../lib/groupState.ts';
import { failRoleTooLow } from '../../lib/refusals.ts';
import { toMembership } from '../../lib/toMembership.ts';

type RoleContext = Context<MutationChangeGroupRoleArgs, GroupChangeStash<GroupMembership>>;

export const request = (ctx: RoleContext): DynamoDBBatchGetItemRequest => groupReads(ctx);

export const response = (ctx: RoleContext): null => {
  const state = groupState(ctx);
  const { mine } = liveGroup(state);
  const theirs = memberOf(state);
  const { role } = ctx.args.input;
  if (![theirs.role, role].every((target) => mayInGroup(mine.role, 'changeRole', target))) failRoleTooLow();
  const answer = toMembership({ ...theirs, role }, state.user);
  if (theirs.role === role) return settle(ctx, answer);
  ctx.stash.actions = [rolePin(mine), roleChange(theirs, role)];
  return decide(ctx, answer);
};
