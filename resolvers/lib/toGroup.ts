import { groupConversationId } from '../../domain/conversationId.ts';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import type { Group } from '../../generated/types.ts';

/** An item of the Groups table. */
export interface GroupItem {
  groupId: string;
  name: string;
  createdBy: string;
  createdAt: string;
  memberCount: number;
  /** What it was created with, for repeats: see `creationOf`. */
  creation: string;
  deletedAt?: string;
  deletedBy?: string;
  /** The last one who gave the group to somebody else, and to whom, for repeats. */
  transferredBy?: string;
  transferredTo?: string;
}

/** `members` has a resolver of its own, which takes `myRole` as the proof that the caller may see them. */
export type GroupAnswer = Omit<Group, 'members'> & { members?: Group['members'] };

export const toGroup = (item: GroupItem, myRole: GroupRole | null): GroupAnswer => ({
  id: item.groupId,
  name: item.name,
  createdAt: item.createdAt,
  memberCount: item.memberCount,
  myRole,
  conversationId: groupConversationId(item.groupId),
});
