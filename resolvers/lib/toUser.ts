import type { User } from '../../generated/types.ts';

/** An item of the Users table. */
export interface UserItem {
  userId: string;
  username: string;
  displayName: string;
  status: 'ACTIVE' | 'DISABLED' | 'DELETED';
  /** Seconds since the epoch. */
  signedOutAt?: number;
  createdAt: string;
}

export const toUser = (item: UserItem): User => ({
  id: item.userId,
  username: item.username,
  displayName: item.displayName,
  createdAt: item.createdAt,
});
