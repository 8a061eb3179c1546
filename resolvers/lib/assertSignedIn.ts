import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { UserItem } from '../../domain/items.ts';
import { callerOf, type Caller } from './callerOf.ts';
import { fail } from './fail.ts';

/** Whether the token is still valid: not after a sign-out, and never for a disabled or deleted account. */
export const isSignedIn = (item: UserItem | null, caller: Caller): boolean =>
  item?.status === 'ACTIVE' && caller.authTime > (item.signedOutAt ?? 0);

/** Reveals the reason, because the profile is the caller's own. */
export const failSignedOut = (me: UserItem | null): never =>
  fail(ErrorType.Unauthorized, 'Please sign in again.', {
    reason: me?.status === 'DISABLED' ? 'DISABLED' : 'SIGNED_OUT',
  });

/** For mutations that read the caller's profile anyway: a token changes nothing after its sign-out. */
export const assertSignedIn = (ctx: Context, me: UserItem | null): void => {
  if (!me) fail(ErrorType.Forbidden, 'You have no profile yet. Query `me` first.', { reason: 'NO_PROFILE' });
  if (!isSignedIn(me, callerOf(ctx))) failSignedOut(me);
};
