import { groupPolicy, type GroupAction, type GroupRole } from '../../domain/groupPolicy.ts';

/** How an action is asked for, and what its target is. */
const actions: Readonly<Record<GroupAction, { readonly field: string; readonly target: string }>> = {
  addUser: { field: 'addUserToGroup', target: 'the new role' },
  removeUser: { field: 'removeUserFromGroup', target: 'the current role' },
  changeRole: { field: 'changeGroupRole', target: 'both the current role and the new one' },
  transfer: { field: 'transferGroup', target: 'the role of the next owner' },
  rename: { field: 'renameGroup', target: 'the group' },
  delete: { field: 'deleteGroup', target: 'the group' },
  leave: { field: 'leaveGroup', target: 'the group' },
  send: { field: 'sendGroupMessage', target: 'the group' },
  read: { field: 'group', target: 'the group' },
};

const roles = Object.keys(groupPolicy) as GroupRole[];

const toCell = (targets: readonly string[]): string =>
  targets.map((target) => (target === 'GROUP' ? 'yes' : target)).join(', ') || 'no';

/** Who may do what to whom: domain/groupPolicy.ts as a table. */
export const groupPolicyTable = (): string => {
  const rows = Object.entries(actions).map(([action, { field, target }]) => {
    const cells = roles.map((role) => toCell(groupPolicy[role][action as GroupAction]));
    return `| \`${field}\` | ${target} | ${cells.join(' | ')} |`;
  });
  return [`| Field | Target | ${roles.join(' | ')} |`, '| --- | --- | --- | --- | --- |', ...rows].join('\n');
};
