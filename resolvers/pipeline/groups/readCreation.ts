import { runtime, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../../../domain/ErrorType.ts';
import type { GroupItem } from '../../../domain/items.ts';
import { assertSignedIn } from '../../lib/assertSignedIn.ts';
import { batchGet, foundItems, many, one } from '../../lib/batch.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { decide, needsReading, settle, type DecisionStash } from '../../lib/decidedWrite.ts';
import { fail } from '../../lib/fail.ts';
import { creationText, type GroupCreation } from '../../lib/groupCreation.ts';

interface CreationAnswer {
  group: GroupItem;
  /** The creator is no longer a member, or the group is deleted. */
  hasLeft: boolean;
}

/** `creation` is set before the first step, the refusals by the step that reads. */
export interface CreationStash extends DecisionStash<CreationAnswer> {
  creation: GroupCreation;
  hasBlocked?: boolean;
  isRefused?: boolean;
}

export type CreationContext = Context<unknown, CreationStash>;

const readsOf = (ctx: CreationContext) => {
  const { groupId, memberIds } = ctx.stash.creation;
  const me = callerOf(ctx).userId;
  return {
    me: one('USERS_TABLE', { userId: me }),
    users: many(
      'USERS_TABLE',
      memberIds.map((userId) => ({ userId })),
    ),
    group: one('GROUPS_TABLE', { groupId }),
    mine: one('GROUP_MEMBERSHIPS_TABLE', { groupId, userId: me }),
    myBlocks: many(
      'BLOCKED_USERS_TABLE',
      memberIds.map((userId) => ({ blockedId: userId, blockerId: me })),
    ),
    theirBlocks: many(
      'BLOCKED_USERS_TABLE',
      memberIds.map((userId) => ({ blockedId: me, blockerId: userId })),
    ),
  };
};

/** Reads the group, if it exists, and the accounts and blocks that decide who may be in it: 75 keys at most. */
export const request = (ctx: CreationContext): DynamoDBBatchGetItemRequest => {
  if (!needsReading(ctx)) runtime.earlyReturn({});
  return batchGet(ctx, readsOf(ctx));
};

const answerRepeat = (ctx: CreationContext, group: GroupItem, isMember: boolean): null => {
  const isSame = group.creation === creationText(ctx.stash.creation);
  if (!isSame || group.createdBy !== callerOf(ctx).userId) {
    fail(ErrorType.Conflict, 'This groupId was used for another group.');
  }
  return settle(ctx, { group, hasLeft: !isMember || group.deletedAt !== undefined });
};

export const response = (ctx: CreationContext): null => {
  const { me, users, group, mine, myBlocks, theirBlocks } = foundItems(ctx, readsOf(ctx));
  assertSignedIn(ctx, me);
  if (group) return answerRepeat(ctx, group, !!mine);
  ctx.stash.hasBlocked = myBlocks.some((block) => !!block);
  ctx.stash.isRefused = theirBlocks.some((block) => !!block) || users.some((user) => user?.status !== 'ACTIVE');
  return decide(ctx);
};
