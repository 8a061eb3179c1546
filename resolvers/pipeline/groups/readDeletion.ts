import { util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { deletionActions } from '../../../domain/departureActions.ts';
import { mayInGroup } from '../../../domain/groupPolicy.ts';
import type { GroupItem } from '../../../domain/items.ts';
import { rolePin } from '../../../domain/roleActions.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { decide, settle } from '../../lib/decidedWrite.ts';
import { groupReads, groupState, liveGroup, type GroupChangeStash } from '../../lib/groupState.ts';
import { failRoleTooLow } from '../../lib/refusals.ts';

export type DeleteGroupContext = Context<unknown, GroupChangeStash<GroupItem>>;

export const request = (ctx: DeleteGroupContext): DynamoDBBatchGetItemRequest => groupReads(ctx);

/** One transaction for a group of any size: the memberships remain, and have no effect without the group. */
export const response = (ctx: DeleteGroupContext): null => {
  const state = groupState(ctx);
  const me = callerOf(ctx).userId;
  if (state.group?.deletedBy === me) return settle(ctx, state.group);
  const { group, mine } = liveGroup(state);
  if (!mayInGroup(mine.role, 'delete', 'GROUP')) failRoleTooLow();
  ctx.stash.actions = [rolePin(mine), ...deletionActions(group.groupId, me, util.time.nowISO8601())];
  return decide(ctx, group);
};
