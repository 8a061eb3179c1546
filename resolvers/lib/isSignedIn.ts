import type { UserItem } from '../../domain/items.ts';
import type { Caller } from './callerOf.ts';

/** Whether the token may still act: not after a sign-out, and never for a disabled or deleted account. */
export const isSignedIn = (item: UserItem | null, caller: Caller): boolean =>
  item?.status === 'ACTIVE' && caller.authTime > (item.signedOutAt ?? 0);
