import type { Context } from '@aws-appsync/utils';
import type { Closing } from '../../domain/departureActions.ts';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import type { MembershipItem, UserItem } from '../../domain/items.ts';
import type { GroupMembership } from '../../generated/types.ts';
import { settledAnswer, type DecisionStash } from './decidedWrite.ts';
import { failUnavailable } from './fail.ts';
import { groupIdOf } from './ids.ts';
import { toMembership } from './toMembership.ts';

/** The user who leaves a group or is removed from it. */
export interface Departure {
  groupId: string;
  userId: string;
}

/** What the transaction pins and writes. */
export interface DecidedDeparture extends Closing {
  /** The role of the user who removes; null for a user who leaves. */
  removerRole: GroupRole | null;
}

interface DepartureAnswer {
  membership: Pick<MembershipItem, 'groupId' | 'userId' | 'role' | 'joinedAt'>;
  user: UserItem | null;
}

/** `departure` is set before the first step, the rest by the steps in this order. */
export interface DepartureStash extends DecisionStash<DepartureAnswer> {
  departure: Departure;
  closing?: DecidedDeparture;
  /** The index in `closed` of the closed stay whose end is not final yet. */
  unfinished?: number | null;
  lastSeq?: number;
}

export const startDeparture = (
  ctx: Context<unknown, Partial<DepartureStash>>,
  groupId: string,
  userId: string,
): Record<string, never> => {
  ctx.stash.departure = { groupId: groupIdOf(groupId), userId };
  return {};
};

export const departureAnswer = (ctx: Context<unknown, DepartureStash>): GroupMembership => {
  const { membership, user } = settledAnswer(ctx);
  if ((ctx.stash.unfinished ?? null) !== null) {
    failUnavailable();
  }
  return toMembership(membership, user);
};
