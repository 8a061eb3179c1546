import { groupConversationId } from '../../domain/conversationId.ts';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import type { GroupItem } from '../../domain/items.ts';
import type { Group } from '../../generated/types.ts';

/** `members` has its own resolver, which reads `myRole` to decide whether the caller may see them. */
export type GroupAnswer = Omit<Group, 'members'> & { members?: Group['members'] };

export const toGroup = (item: GroupItem, myRole: GroupRole | null): GroupAnswer => ({
  id: item.groupId,
  name: item.name,
  createdAt: item.createdAt,
  memberCount: item.memberCount,
  myRole,
  conversationId: groupConversationId(item.groupId),
});
