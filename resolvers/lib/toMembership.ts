import type { GroupRole } from '../../domain/groupPolicy.ts';
import type { GroupMembership } from '../../generated/types.ts';
import { toUser, type UserItem } from './toUser.ts';

/** An item of the GroupMemberships table. */
export interface MembershipItem {
  groupId: string;
  userId: string;
  role: GroupRole;
  joinedAt: string;
  fromSeq: number;
}

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
