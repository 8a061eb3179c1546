import { randomUUID } from 'node:crypto';
import { directConversationId, groupConversationId } from '../../domain/conversationId.ts';
import type { World } from '../support/useWorld.ts';
import type { Pair } from './expectSerial.ts';
import { aGroup, type GroupScene } from './Scene.ts';

/** Of a group that is to be. */
const aPlan = async (world: World): Promise<GroupScene> => {
  const groupId = randomUUID();
  return {
    world,
    people: await world.people('ana', 'bo', 'cleo'),
    groupId,
    conversationId: groupConversationId(groupId),
  };
};

/** Bo is who the group falls to. */
const anHeir = async (world: World): Promise<GroupScene> => {
  const scene = await aGroup(world);
  await scene.people.ana.changeGroupRole(scene.groupId, scene.people.bo, 'ADMIN');
  return scene;
};

const boOut = async (world: World): Promise<GroupScene> => {
  const scene = await aGroup(world);
  await scene.people.ana.removeUserFromGroup(scene.groupId, scene.people.bo);
  return scene;
};

const acquaintances = async (world: World): Promise<Omit<GroupScene, 'groupId'>> => {
  const people = await world.people('ana', 'bo', 'cleo');
  await people.ana.sendMessage(people.bo, 'before');
  return { world, people, conversationId: directConversationId(people.ana.id, people.bo.id) };
};

/** Somebody deletes the account while something is done to him, with him, or by him. */
export const accountPairs: readonly Pair<GroupScene>[] = [
  {
    title: 'deleteAccount × createGroup by the same person',
    arrange: aPlan,
    a: ({ people }) => people.ana.deleteAccount(),
    b: ({ people, groupId }) => people.ana.createGroup({ name: 'Club', groupId, memberIds: [people.bo.id] }),
  },
  {
    title: 'deleteAccount × createGroup with the person',
    arrange: aPlan,
    a: ({ people }) => people.bo.deleteAccount(),
    b: ({ people, groupId }) => people.ana.createGroup({ name: 'Club', groupId, memberIds: [people.bo.id] }),
  },
  {
    title: 'deleteAccount × addUserToGroup of the person',
    arrange: boOut,
    a: ({ people }) => people.bo.deleteAccount(),
    b: ({ people, groupId }) => people.ana.addUserToGroup(groupId, people.bo),
  },
  {
    title: 'deleteAccount × addUserToGroup by the person',
    arrange: boOut,
    a: ({ people }) => people.ana.deleteAccount(),
    b: ({ people, groupId }) => people.ana.addUserToGroup(groupId, people.bo),
  },
  {
    title: 'deleteAccount × removeUserFromGroup of the person',
    arrange: aGroup,
    a: ({ people }) => people.bo.deleteAccount(),
    b: ({ people, groupId }) => people.ana.removeUserFromGroup(groupId, people.bo),
  },
  {
    title: 'deleteAccount × transferGroup to the person',
    arrange: aGroup,
    a: ({ people }) => people.bo.deleteAccount(),
    b: ({ people, groupId }) => people.ana.transferGroup(groupId, people.bo),
  },
  {
    title: 'deleteAccount × transferGroup by the person',
    arrange: anHeir,
    a: ({ people }) => people.ana.deleteAccount(),
    b: ({ people, groupId }) => people.ana.transferGroup(groupId, people.cleo),
  },
  {
    title: 'deleteAccount × changeGroupRole of the person',
    arrange: aGroup,
    a: ({ people }) => people.bo.deleteAccount(),
    // The answer may show who has the role with the name gone already: an account ends step by step.
    b: async ({ people, groupId }) => (await people.ana.changeGroupRole(groupId, people.bo, 'ADMIN')).role,
  },
  {
    title: 'deleteAccount × leaveGroup of who the group would fall to',
    arrange: anHeir,
    a: ({ people }) => people.ana.deleteAccount(),
    b: ({ people, groupId }) => people.bo.leaveGroup(groupId),
  },
  {
    title: 'deleteAccount × deleteGroup by the person',
    arrange: anHeir,
    a: ({ people }) => people.ana.deleteAccount(),
    b: ({ people, groupId }) => people.ana.deleteGroup(groupId),
  },
  {
    title: 'deleteAccount × sendGroupMessage by the person',
    arrange: aGroup,
    a: ({ people }) => people.bo.deleteAccount(),
    b: ({ people, groupId }) => people.bo.sendGroupMessage(groupId, 'racing'),
  },
];

/** Of calls too many for every order. */
export const twoDeletions: Pair<GroupScene> = {
  title: 'deleteAccount × deleteAccount of who the group would fall to',
  arrange: anHeir,
  a: ({ people }) => people.ana.deleteAccount(),
  b: ({ people }) => people.bo.deleteAccount(),
};

export const directAccountPairs: readonly Pair<Omit<GroupScene, 'groupId'>>[] = [
  {
    title: 'deleteAccount × sendMessage to the person',
    arrange: acquaintances,
    a: ({ people }) => people.bo.deleteAccount(),
    b: ({ people }) => people.ana.sendMessage(people.bo, 'racing'),
  },
  {
    title: 'deleteAccount × sendMessage by the person',
    arrange: acquaintances,
    a: ({ people }) => people.ana.deleteAccount(),
    b: ({ people }) => people.ana.sendMessage(people.bo, 'racing'),
  },
];
