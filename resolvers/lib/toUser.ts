import type { User } from '../../generated/types.ts';
import type { UserItem } from '../../domain/items.ts';

export const toUser = (item: UserItem): User => ({
  id: item.userId,
  username: item.username,
  displayName: item.displayName,
  createdAt: item.createdAt,
});
