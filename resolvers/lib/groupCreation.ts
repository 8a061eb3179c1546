import { util, type Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import type { CreateGroupInput } from '../../generated/types.ts';
import { assertGroupName } from './assertPublicName.ts';
import { callerOf } from './callerOf.ts';
import { fail } from './fail.ts';
import { assertUserId, groupIdOf } from './ids.ts';

export interface GroupCreation {
  groupId: string;
  name: string;
  /** Sorted, without duplicates and without the caller. */
  memberIds: string[];
}

/** The most ids that are checked: APPSYNC_JS stops code that loops for too long. */
const maxCheckedIds = 100;

const failTooMany = (): never => {
  const limit = limits.initialMembers;
  return fail(ErrorType.LimitExceeded, `A new group takes at most ${limit} other users. Add more users later.`, {
    limit,
  });
};

const memberIdsOf = (ctx: Context, ids: readonly string[]): string[] => {
  if (ids.length > maxCheckedIds) failTooMany();
  const me = callerOf(ctx).userId;
  const memberIds: string[] = [];
  for (const id of ids) {
    assertUserId(id);
    if (id !== me && memberIds.indexOf(id) === -1) memberIds.push(id);
  }
  if (memberIds.length > limits.initialMembers) failTooMany();
  return memberIds.sort();
};

export const toGroupCreation = (ctx: Context, input: CreateGroupInput): GroupCreation => {
  assertGroupName(input.name);
  return {
    groupId: input.groupId == null ? util.autoId() : groupIdOf(input.groupId),
    name: input.name,
    memberIds: memberIdsOf(ctx, input.memberIds ?? []),
  };
};

/** Identifies a repeat. A list, because AWS documents no order of an object's keys. */
export const creationText = ({ name, memberIds }: GroupCreation): string => JSON.stringify([name, memberIds]);
