import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { UserItem } from '../../domain/items.ts';
import { callerOf } from './callerOf.ts';
import { fail } from './fail.ts';
import { isSignedIn } from './isSignedIn.ts';

/** For mutations that read the caller's profile anyway: a token that was signed out changes nothing any more. */
export const assertSignedIn = (ctx: Context, me: UserItem | null): void => {
  if (!me) fail(ErrorType.Forbidden, 'You have no profile yet; ask for `me` first.', { reason: 'NO_PROFILE' });
  if (!isSignedIn(me, callerOf(ctx))) fail(ErrorType.Unauthorized, 'Please sign in again.');
};
