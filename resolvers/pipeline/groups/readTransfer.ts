import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { mayInGroup, type GroupRole } from '../../../domain/groupPolicy.ts';
import type { GroupItem } from '../../../domain/items.ts';
import { roleChange } from '../../../domain/roleActions.ts';
import { needsReading, settle } from '../../lib/decidedWrite.ts';
import { failRoleTooLow } from '../../lib/groupRefusals.ts';
import { groupReads, groupState, liveGroup, memberOf } from '../../lib/groupState.ts';

export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  return groupReads(ctx);
};

const answer = (ctx: Context, group: GroupItem, myRole: GroupRole): null => {
  ctx.stash['group'] = group;
  ctx.stash['myRole'] = myRole;
  return null;
};

/** Both roles change in one transaction: at no moment has the group two owners, or none. */
export const response = (ctx: Context): null => {
  const state = groupState(ctx);
  const { group, mine } = liveGroup(state);
  const theirs = memberOf(state);
  const isRepeat = group.transferredBy === mine.userId && group.transferredTo === theirs.userId;
  if (theirs.role === 'OWNER' && isRepeat) {
    settle(ctx);
    return answer(ctx, group, mine.role);
  }
  if (!mayInGroup(mine.role, 'transfer', theirs.role)) failRoleTooLow();
  ctx.stash['actions'] = [
    roleChange(mine, 'ADMIN'),
    roleChange(theirs, 'OWNER'),
    {
      table: 'GROUPS_TABLE',
      operation: 'UpdateItem',
      key: { groupId: group.groupId },
      update: {
        text: 'SET transferredBy = :me, transferredTo = :them',
        values: { ':me': mine.userId, ':them': theirs.userId },
      },
      condition: { text: 'attribute_not_exists(deletedAt)' },
    },
  ];
  return answer(ctx, group, 'ADMIN');
};
