import type { World } from '../support/useWorld.ts';
import type { Pair } from './expectSerial.ts';
import { aGroup, type GroupScene } from './Scene.ts';

const promoted = async (world: World): Promise<GroupScene> => {
  const scene = await aGroup(world);
  await scene.people.ana.changeGroupRole(scene.groupId, scene.people.cleo, 'ADMIN');
  return scene;
};

const boOut = async (world: World): Promise<GroupScene> => {
  const scene = await promoted(world);
  await scene.people.ana.removeUserFromGroup(scene.groupId, scene.people.bo);
  await scene.people.cleo.sendGroupMessage(scene.groupId, 'while bo is out');
  return scene;
};

const alone = async (world: World): Promise<GroupScene> => {
  const scene = await aGroup(world);
  await scene.people.bo.leaveGroup(scene.groupId);
  await scene.people.cleo.leaveGroup(scene.groupId);
  return scene;
};

/** Who owns a group, and who is in which role. */
export const rolePairs: readonly Pair<GroupScene>[] = [
  {
    title: 'transferGroup to one × transferGroup to another',
    isRepresentative: true,
    arrange: aGroup,
    a: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.ana.transferGroup(groupId, people.cleo),
  },
  {
    title: 'transferGroup × transferGroup to the same',
    arrange: aGroup,
    a: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
  },
  {
    title: 'transferGroup × transferGroup back',
    arrange: aGroup,
    a: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.bo.transferGroup(groupId, people.ana),
  },
  {
    title: 'transferGroup × leaveGroup of the owner',
    arrange: aGroup,
    a: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.ana.leaveGroup(groupId),
  },
  {
    title: 'transferGroup × leaveGroup of the next owner',
    isRepresentative: true,
    arrange: aGroup,
    a: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.bo.leaveGroup(groupId),
  },
  {
    title: 'transferGroup × removeUserFromGroup of the next owner by an admin',
    arrange: promoted,
    a: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.cleo.removeUserFromGroup(groupId, people.bo),
  },
  {
    title: 'transferGroup × deleteGroup',
    arrange: aGroup,
    a: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.ana.deleteGroup(groupId),
  },
  {
    title: 'changeGroupRole × transferGroup to the same',
    arrange: aGroup,
    a: ({ people, groupId }) => people.ana.changeGroupRole(groupId, people.bo, 'ADMIN'),
    b: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
  },
  {
    title: 'changeGroupRole up × changeGroupRole down',
    arrange: promoted,
    a: ({ people, groupId }) => people.ana.changeGroupRole(groupId, people.bo, 'ADMIN'),
    b: ({ people, groupId }) => people.ana.changeGroupRole(groupId, people.bo, 'MEMBER'),
  },
  {
    title: 'changeGroupRole of an admin × removeUserFromGroup by him',
    arrange: promoted,
    a: ({ people, groupId }) => people.ana.changeGroupRole(groupId, people.cleo, 'MEMBER'),
    b: ({ people, groupId }) => people.cleo.removeUserFromGroup(groupId, people.bo),
  },
  {
    title: 'changeGroupRole × changeGroupRole by who becomes the owner',
    arrange: async (world) => {
      const scene = await aGroup(world);
      await scene.people.ana.transferGroup(scene.groupId, scene.people.cleo);
      return scene;
    },
    a: ({ people, groupId }) => people.ana.changeGroupRole(groupId, people.bo, 'ADMIN'),
    b: ({ people, groupId }) => people.cleo.changeGroupRole(groupId, people.bo, 'ADMIN'),
  },
];

/** Who is in a group, and whether there is one. */
export const memberPairs: readonly Pair<GroupScene>[] = [
  {
    title: 'addUserToGroup × removeUserFromGroup of somebody who is in',
    arrange: promoted,
    a: ({ people, groupId }) => people.ana.addUserToGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.cleo.removeUserFromGroup(groupId, people.bo),
  },
  {
    title: 'addUserToGroup × removeUserFromGroup of somebody who was in',
    isRepresentative: true,
    arrange: boOut,
    a: ({ people, groupId }) => people.ana.addUserToGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.cleo.removeUserFromGroup(groupId, people.bo),
  },
  {
    title: 'addUserToGroup × addUserToGroup of the same by another, in another role',
    arrange: boOut,
    a: ({ people, groupId }) => people.ana.addUserToGroup(groupId, people.bo, 'ADMIN'),
    b: ({ people, groupId }) => people.cleo.addUserToGroup(groupId, people.bo),
  },
  {
    title: 'removeUserFromGroup × leaveGroup of the same',
    arrange: promoted,
    a: ({ people, groupId }) => people.cleo.removeUserFromGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.bo.leaveGroup(groupId),
  },
  {
    title: 'leaveGroup × deleteGroup',
    isRepresentative: true,
    arrange: aGroup,
    a: ({ people, groupId }) => people.bo.leaveGroup(groupId),
    b: ({ people, groupId }) => people.ana.deleteGroup(groupId),
  },
  {
    title: 'addUserToGroup × deleteGroup',
    arrange: boOut,
    a: ({ people, groupId }) => people.cleo.addUserToGroup(groupId, people.bo),
    b: ({ people, groupId }) => people.ana.deleteGroup(groupId),
  },
  {
    title: 'leaveGroup of the last member × addUserToGroup',
    arrange: alone,
    a: ({ people, groupId }) => people.ana.leaveGroup(groupId),
    b: ({ people, groupId }) => people.ana.addUserToGroup(groupId, people.cleo),
  },
  {
    title: 'leaveGroup × leaveGroup of two members',
    arrange: aGroup,
    a: ({ people, groupId }) => people.bo.leaveGroup(groupId),
    b: ({ people, groupId }) => people.cleo.leaveGroup(groupId),
  },
];
