import type { GroupRole } from './groupPolicy.ts';
import type { TableAction } from './TableAction.ts';

/** Fails unless the user's role is the one that the decision was based on. */
export const rolePin = ({
  groupId,
  userId,
  role,
}: {
  groupId: string;
  userId: string;
  role: GroupRole;
}): TableAction => ({
  table: 'GROUP_MEMBERSHIPS_TABLE',
  operation: 'ConditionCheck',
  key: { groupId, userId },
  condition: { text: '#role = :role', values: { ':role': role } },
});

/** Changes a user's role, on condition that it is the one that the decision was based on. */
export const roleChange = (
  { groupId, userId, role }: { groupId: string; userId: string; role: GroupRole },
  next: GroupRole,
): TableAction => ({
  table: 'GROUP_MEMBERSHIPS_TABLE',
  operation: 'UpdateItem',
  key: { groupId, userId },
  update: { text: 'SET #role = :next', values: { ':next': next } },
  condition: { text: '#role = :role', values: { ':role': role } },
});
