import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { mayInGroup } from '../../../domain/groupPolicy.ts';
import { rolePin } from '../../../domain/roleActions.ts';
import type { MutationRenameGroupArgs } from '../../../generated/types.ts';
import { decide, settle } from '../../lib/decidedWrite.ts';
import { groupPin, groupReads, groupState, liveGroup, type GroupChangeStash } from '../../lib/groupState.ts';
import { failRoleTooLow } from '../../lib/refusals.ts';
import { toGroup, type GroupAnswer } from '../../lib/toGroup.ts';

type RenameContext = Context<MutationRenameGroupArgs, GroupChangeStash<GroupAnswer>>;

export const request = (ctx: RenameContext): DynamoDBBatchGetItemRequest => groupReads(ctx);

export const response = (ctx: RenameContext): null => {
  const { group, mine } = liveGroup(groupState(ctx));
  const { name } = ctx.args.input;
  if (!mayInGroup(mine.role, 'rename', 'GROUP')) failRoleTooLow();
  const answer = toGroup({ ...group, name }, mine.role);
  if (group.name === name) return settle(ctx, answer);
  ctx.stash.actions = [
    rolePin(mine),
    {
      table: 'GROUPS_TABLE',
      operation: 'UpdateItem',
      key: { groupId: group.groupId },
      update: { text: 'SET #name = :name', values: { ':name': name } },
      condition: groupPin(ctx, group),
    },
  ];
  return decide(ctx, answer);
};
