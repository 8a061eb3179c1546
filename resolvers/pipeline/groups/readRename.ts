import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { mayInGroup } from '../../../domain/groupPolicy.ts';
import { rolePin } from '../../../domain/roleActions.ts';
import type { MutationRenameGroupArgs } from '../../../generated/types.ts';
import { needsReading, settle } from '../../lib/decidedWrite.ts';
import { failRoleTooLow } from '../../lib/groupRefusals.ts';
import { groupReads, groupState, liveGroup } from '../../lib/groupState.ts';

export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  return groupReads(ctx);
};

export const response = (ctx: Context<MutationRenameGroupArgs>): null => {
  const { group, mine } = liveGroup(groupState(ctx));
  const { name } = ctx.args.input;
  if (!mayInGroup(mine.role, 'rename', 'GROUP')) failRoleTooLow();
  ctx.stash['group'] = { ...group, name };
  ctx.stash['myRole'] = mine.role;
  if (group.name === name) settle(ctx);
  ctx.stash['actions'] = [
    rolePin(mine),
    {
      table: 'GROUPS_TABLE',
      operation: 'UpdateItem',
      key: { groupId: group.groupId },
      update: { text: 'SET #name = :name', values: { ':name': name } },
      condition: { text: 'attribute_not_exists(deletedAt)' },
    },
  ];
  return null;
};
