import type { MembershipItem, UserItem } from '../../domain/items.ts';
import type { GroupMembership } from '../../generated/types.ts';
import { toUser } from './toUser.ts';

export const toMembership = (
  item: Pick<MembershipItem, 'groupId' | 'userId' | 'role' | 'joinedAt'>,
  user: UserItem | null,
): GroupMembership => ({
  groupId: item.groupId,
  userId: item.userId,
  user: user ? toUser(user) : null,
  role: item.role,
  joinedAt: item.joinedAt,
});
