import type { UserItem } from '../../domain/items.ts';
import type { User } from '../../generated/types.ts';

export const toUser = (item: UserItem): User => ({
  id: item.userId,
  username: item.username,
  displayName: item.displayName,
  createdAt: item.createdAt,
});
