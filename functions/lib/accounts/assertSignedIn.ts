import { ErrorType } from '../../../domain/ErrorType.ts';
import type { UserItem } from '../../../domain/items.ts';
import type { Caller } from '../lambda/Caller.ts';
import { DomainError } from '../lambda/DomainError.ts';

/** Only the token's holder learns the reason: the profile is their own. */
export const signedOutError = (status: UserItem['status'] | undefined): DomainError =>
  new DomainError(ErrorType.Unauthorized, 'Please sign in again.', {
    reason: status === 'DISABLED' ? 'DISABLED' : 'SIGNED_OUT',
  });

/** A token that was signed out changes nothing any more, nor does that of a disabled or deleted account. */
export const assertSignedIn = (me: UserItem | undefined, { authTime }: Caller): void => {
  if (me?.status === 'ACTIVE' && authTime > (me.signedOutAt ?? 0)) return;
  if (me) throw signedOutError(me.status);
  throw new DomainError(ErrorType.Forbidden, 'You have no profile yet; ask for `me` first.', { reason: 'NO_PROFILE' });
};
