import { CognitoError, userNotFound } from '../pool/CognitoError.ts';
import type { User } from '../pool/User.ts';
import type { GroupDefinition } from '../template/PoolDefinition.ts';
import type { AdminAction, AdminCall, Output } from './Action.ts';
import { requiredString } from './readInput.ts';

/** Groups are those of the template. */
export const groupActions: Readonly<Record<string, AdminAction>> = {
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
};

function adminAddUserToGroup(call: AdminCall): Output {
  const { user, group } = named(call);
  const groups = [...user.groups.filter((name) => name !== group.name), group.name];
  call.pool.users.update(user.sub, { groups });
  return {};
}

function adminRemoveUserFromGroup(call: AdminCall): Output {
  const { user, group } = named(call);
  call.pool.users.update(user.sub, { groups: user.groups.filter((name) => name !== group.name) });
  return {};
}

function adminListGroupsForUser({ pool, input }: AdminCall): Output {
  const user = pool.users.find(requiredString(input, 'Username'));
  if (user === undefined) throw userNotFound();
  const groups = pool.definition.groups.filter(({ name }) => user.groups.includes(name));
  return {
    Groups: groups.map(({ name, description, precedence }) => ({
      GroupName: name,
      UserPoolId: pool.definition.id,
      ...(description === undefined ? {} : { Description: description }),
      ...(precedence === undefined ? {} : { Precedence: precedence }),
    })),
  };
}

function named({ pool, input }: AdminCall): { user: User; group: GroupDefinition } {
  const groupName = requiredString(input, 'GroupName');
  const user = pool.users.find(requiredString(input, 'Username'));
  if (user === undefined) throw userNotFound();
  const group = pool.definition.groups.find(({ name }) => name === groupName);
  if (group === undefined) throw new CognitoError('ResourceNotFoundException', 'Group not found.');
  return { user, group };
}
