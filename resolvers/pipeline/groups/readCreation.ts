import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../../../domain/ErrorType.ts';
import type { GroupItem, UserItem } from '../../../domain/items.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { needsReading, noteRead, settle } from '../../lib/decidedWrite.ts';
import { fail } from '../../lib/fail.ts';
import { creationText, type GroupCreation } from '../../lib/groupCreation.ts';
import { tableItems, tableReads } from '../../lib/tableReads.ts';

/** The group, if it was created before, and what speaks for and against the people in it: 75 keys at most. */
export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  const { groupId, memberIds } = ctx.stash['creation'] as GroupCreation;
  const me = callerOf(ctx).userId;
  const keys: Record<string, Record<string, string>[]> = {
    USERS_TABLE: [{ userId: me }, ...memberIds.map((userId) => ({ userId }))],
    GROUPS_TABLE: [{ groupId }],
    GROUP_MEMBERSHIPS_TABLE: [{ groupId, userId: me }],
  };
  if (memberIds.length > 0) {
    keys['BLOCKED_USERS_TABLE'] = [
      ...memberIds.map((userId) => ({ blockedId: userId, blockerId: me })),
      ...memberIds.map((userId) => ({ blockedId: me, blockerId: userId })),
    ];
  }
  return tableReads(ctx, keys);
};

const answerRepeat = (ctx: Context, group: GroupItem, isMember: boolean): null => {
  const isSame = group.creation === creationText(ctx.stash['creation'] as GroupCreation);
  if (!isSame || group.createdBy !== callerOf(ctx).userId) {
    fail(ErrorType.Conflict, 'This groupId was used for another group.');
  }
  ctx.stash['group'] = group;
  ctx.stash['hasLeft'] = !isMember || group.deletedAt !== undefined;
  settle(ctx);
  return null;
};

export const response = (ctx: Context): null => {
  const { memberIds } = ctx.stash['creation'] as GroupCreation;
  const items = tableItems(ctx, ['USERS_TABLE', 'GROUPS_TABLE', 'GROUP_MEMBERSHIPS_TABLE', 'BLOCKED_USERS_TABLE']);
  const [me, ...people] = items['USERS_TABLE'] as (UserItem | null)[];
  assertSignedIn(ctx, me ?? null);
  noteRead(ctx);
  const group = items['GROUPS_TABLE']?.[0] as GroupItem | null;
  if (group) return answerRepeat(ctx, group, !!items['GROUP_MEMBERSHIPS_TABLE']?.[0]);
  const blocks = items['BLOCKED_USERS_TABLE'] ?? [];
  ctx.stash['hasBlocked'] = blocks.slice(0, memberIds.length).some((block) => !!block);
  ctx.stash['isRefused'] =
    blocks.slice(memberIds.length).some((block) => !!block) || people.some((person) => person?.status !== 'ACTIVE');
  return null;
};
