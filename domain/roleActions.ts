import type { GroupRole } from './groupPolicy.ts';
import type { TableAction } from './TableAction.ts';

/** That somebody's role is (still) the one by which was decided. */
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

/** Gives somebody another role than the one by which was decided. */
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
