import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { mayInGroup } from '../../../domain/groupPolicy.ts';
import { roleChange, rolePin } from '../../../domain/roleActions.ts';
import type { MutationChangeGroupRoleArgs } from '../../../generated/types.ts';
import { needsReading, settle } from '../../lib/decidedWrite.ts';
import { failRoleTooLow } from '../../lib/groupRefusals.ts';
import { groupReads, groupState, liveGroup, memberOf } from '../../lib/groupState.ts';

export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  return groupReads(ctx);
};

export const response = (ctx: Context<MutationChangeGroupRoleArgs>): null => {
  const state = groupState(ctx);
  const { mine } = liveGroup(state);
  const theirs = memberOf(state);
  const { role } = ctx.args.input;
  if (![theirs.role, role].every((target) => mayInGroup(mine.role, 'changeRole', target))) failRoleTooLow();
  ctx.stash['membership'] = { ...theirs, role };
  ctx.stash['person'] = state.person;
  if (theirs.role === role) settle(ctx);
  ctx.stash['actions'] = [rolePin(mine), roleChange(theirs, role)];
  return null;
};
