import { ErrorType } from '../../../domain/ErrorType.ts';
import type { UserItem } from '../../../domain/items.ts';
import type { Caller } from '../lambda/Caller.ts';
import { DomainError } from '../lambda/DomainError.ts';

/** A token that was signed out changes nothing any more, nor does that of a disabled or deleted account. */
export const assertSignedIn = (me: UserItem | undefined, { authTime }: Caller): void => {
  if (me?.status === 'ACTIVE' && authTime > (me.signedOutAt ?? 0)) return;
  if (me) throw new DomainError(ErrorType.Unauthorized, 'Please sign in again.');
  throw new DomainError(ErrorType.Forbidden, 'You have no profile yet; ask for `me` first.', { reason: 'NO_PROFILE' });
};
