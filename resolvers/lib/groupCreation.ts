import { util, type Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import type { CreateGroupInput } from '../../generated/types.ts';
import { assertGroupName } from './assertPublicName.ts';
import { assertUserId } from './assertUserId.ts';
import { callerOf } from './callerOf.ts';
import { fail } from './fail.ts';
import { groupIdOf } from './groupIdOf.ts';

export interface GroupCreation {
  groupId: string;
  name: string;
  /** Sorted, each once, without the caller. */
  memberIds: string[];
}

/** Ids that are looked at, so many at most: APPSYNC_JS ends code that loops for long. */
const idsLookedAt = 100;

const failTooMany = (): never => {
  const limit = limits.initialMembers;
  return fail(ErrorType.LimitExceeded, `A new group takes ${limit} people beside you; add others later.`, { limit });
};

const memberIdsOf = (ctx: Context, ids: readonly string[]): string[] => {
  if (ids.length > idsLookedAt) failTooMany();
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

/** What makes a repeat a repeat. A list, because the order of an object's keys is nowhere promised. */
export const creationText = ({ name, memberIds }: GroupCreation): string => JSON.stringify([name, memberIds]);
