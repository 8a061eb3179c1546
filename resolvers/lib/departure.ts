import type { Context } from '@aws-appsync/utils';
import type { Closing } from '../../domain/departureActions.ts';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import type { MembershipItem, UserItem } from '../../domain/items.ts';
import type { GroupMembership } from '../../generated/types.ts';
import { settledOrFail } from './decidedWrite.ts';
import { fail } from './fail.ts';
import { groupIdOf } from './groupIdOf.ts';
import { toMembership } from './toMembership.ts';

/** Who leaves which group, of his own accord or not. */
export interface Departure {
  groupId: string;
  userId: string;
}

/** What the transaction pins and writes. */
export interface DecidedDeparture extends Closing {
  /** The role of who removes; null for who leaves. */
  removerRole: GroupRole | null;
}

export const startDeparture = (ctx: Context, groupId: string, userId: string): void => {
  const departure: Departure = { groupId: groupIdOf(groupId), userId };
  ctx.stash['departure'] = departure;
};

/** The closed stay whose end is not final yet: its place in `closed`, or null. */
export const unfinishedStay = (ctx: Context): number | null => (ctx.stash['unfinished'] as number | undefined) ?? null;

export const departureAnswer = (ctx: Context): GroupMembership => {
  settledOrFail(ctx);
  if (unfinishedStay(ctx) !== null) {
    fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
  }
  return toMembership(ctx.stash['membership'] as MembershipItem, ctx.stash['person'] as UserItem | null);
};
