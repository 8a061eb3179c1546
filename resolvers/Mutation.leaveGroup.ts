import type { Context } from '@aws-appsync/utils';
import type { GroupMembership, MutationLeaveGroupArgs } from '../generated/types.ts';
import { callerOf } from './lib/callerOf.ts';
import { departureAnswer, startDeparture, type DepartureStash } from './lib/departure.ts';

export const request = (ctx: Context<MutationLeaveGroupArgs>): Record<string, never> =>
  startDeparture(ctx, ctx.args.groupId, callerOf(ctx).userId);

export const response = (ctx: Context<unknown, DepartureStash>): GroupMembership => departureAnswer(ctx);
