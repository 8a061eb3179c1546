import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { deletionActions } from '../../../domain/departureActions.ts';
import { mayInGroup } from '../../../domain/groupPolicy.ts';
import { rolePin } from '../../../domain/roleActions.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsReading, settle } from '../../lib/decidedWrite.ts';
import { failRoleTooLow } from '../../lib/groupRefusals.ts';
import { groupReads, groupState, liveGroup } from '../../lib/groupState.ts';
import { thisMoment } from '../../lib/thisMoment.ts';

export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  return groupReads(ctx);
};

/** One transaction at any size: the memberships stay as they are, and mean nothing without the group. */
export const response = (ctx: Context): null => {
  const state = groupState(ctx);
  const me = callerOf(ctx).userId;
  if (state.group?.deletedBy === me) {
    ctx.stash['group'] = state.group;
    settle(ctx);
    return null;
  }
  const { group, mine } = liveGroup(state);
  if (!mayInGroup(mine.role, 'delete', 'GROUP')) failRoleTooLow();
  ctx.stash['group'] = group;
  ctx.stash['actions'] = [rolePin(mine), ...deletionActions(group.groupId, me, thisMoment())];
  return null;
};
