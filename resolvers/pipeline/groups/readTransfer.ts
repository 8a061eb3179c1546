import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { mayInGroup } from '../../../domain/groupPolicy.ts';
import { roleChange } from '../../../domain/roleActions.ts';
import { decide, settle } from '../../lib/decidedWrite.ts';
import { groupPin, groupReads, groupState, liveGroup, memberOf, type GroupChangeStash } from '../../lib/groupState.ts';
import { failRoleTooLow } from '../../lib/refusals.ts';
import { toGroup, type GroupAnswer } from '../../lib/toGroup.ts';

type TransferContext = Context<unknown, GroupChangeStash<GroupAnswer>>;

export const request = (ctx: TransferContext): DynamoDBBatchGetItemRequest => groupReads(ctx);

/** Both roles change in one transaction: the group never has two owners or none. */
export const response = (ctx: TransferContext): null => {
  const state = groupState(ctx);
  const { group, mine } = liveGroup(state);
  const theirs = memberOf(state);
  const isRepeat = group.transferredBy === mine.userId && group.transferredTo === theirs.userId;
  if (theirs.role === 'OWNER' && isRepeat) return settle(ctx, toGroup(group, mine.role));
  if (!mayInGroup(mine.role, 'transfer', theirs.role)) failRoleTooLow();
  ctx.stash.actions = [
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
      condition: groupPin(ctx, group),
    },
  ];
  return decide(ctx, toGroup(group, 'ADMIN'));
};
