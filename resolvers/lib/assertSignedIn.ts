import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { UserItem } from '../../domain/items.ts';
import { callerOf, type Caller } from './callerOf.ts';
import { fail } from './fail.ts';

/** Whether the token may still act: not after a sign-out, and never for a disabled or deleted account. */
export const isSignedIn = (item: UserItem | null, caller: Caller): boolean =>
  item?.status === 'ACTIVE' && caller.authTime > (item.signedOutAt ?? 0);

/** Only the token's holder learns the reason: the profile is their own. */
export const failSignedOut = (me: UserItem | null): never =>
  fail(ErrorType.Unauthorized, 'Please sign in again.', {
    reason: me?.status === 'DISABLED' ? 'DISABLED' : 'SIGNED_OUT',
  });

/** For mutations that read the caller's profile anyway: a token that was signed out changes nothing any more. */
export const assertSignedIn = (ctx: Context, me: UserItem | null): void => {
  if (!me) fail(ErrorType.Forbidden, 'You have no profile yet; ask for `me` first.', { reason: 'NO_PROFILE' });
  if (!isSignedIn(me, callerOf(ctx))) failSignedOut(me);
};
