import type { World } from '../support/useWorld.ts';
import type { Pair } from './expectSerial.ts';
import { aGroup, strangers, type Cast, type GroupScene } from './Scene.ts';

/** Ana and bo, who have written each other: bo has read all of it, ana has not. */
const acquainted = async (world: World): Promise<Cast> => {
  const scene = await strangers(world);
  const { ana, bo } = scene.people;
  await ana.sendMessage(bo, 'one');
  await bo.markRead(scene.conversationId, 1);
  await bo.sendMessage(ana, 'two');
  return scene;
};

/** Cleo has said two things more in the group, and bo has read all. */
const aGroupThatBoHasRead = async (world: World): Promise<GroupScene> => {
  const scene = await aGroup(world);
  const { people, groupId, conversationId } = scene;
  await people.cleo.sendGroupMessage(groupId, 'more');
  await people.bo.markRead(conversationId, 2);
  return scene;
};

/** Direct messages, blocks, and what is read of them. */
export const directPairs: readonly Pair<Cast>[] = [
  {
    title: 'sendMessage × sendMessage back, the first messages of both',
    arrange: strangers,
    a: ({ people }) => people.ana.sendMessage(people.bo, 'from ana'),
    b: ({ people }) => people.bo.sendMessage(people.ana, 'from bo'),
  },
  {
    title: 'sendMessage × blockUser of the sender',
    arrange: acquainted,
    a: ({ people }) => people.ana.sendMessage(people.bo, 'racing'),
    b: ({ people }) => people.bo.blockUser(people.ana),
  },
  {
    title: 'sendMessage, the first message of all × blockUser of the sender',
    arrange: strangers,
    a: ({ people }) => people.ana.sendMessage(people.bo, 'racing'),
    b: ({ people }) => people.bo.blockUser(people.ana),
  },
  {
    title: 'sendMessage × markRead by the recipient',
    arrange: acquainted,
    a: ({ people }) => people.bo.sendMessage(people.ana, 'racing'),
    b: ({ people, conversationId }) => people.ana.markRead(conversationId, 2),
    mixes: 'b',
  },
  {
    title: 'sendMessage × markRead of that very message',
    arrange: acquainted,
    a: ({ people }) => people.bo.sendMessage(people.ana, 'racing'),
    b: ({ people, conversationId }) => people.ana.markRead(conversationId, 3),
    mixes: 'b',
  },
  {
    title: 'sendMessage × markRead by the sender of what he had not read',
    arrange: acquainted,
    a: ({ people }) => people.ana.sendMessage(people.bo, 'racing'),
    b: ({ people, conversationId }) => people.ana.markRead(conversationId, 2),
    mixes: 'b',
  },
  {
    title: 'sendMessage × markRead by the sender, as unread',
    arrange: acquainted,
    a: ({ people }) => people.bo.sendMessage(people.ana, 'racing'),
    b: ({ people, conversationId }) => people.bo.markRead(conversationId, 0),
    mixes: 'b',
  },
];

/** Group messages, who hears them, and what is read of them. */
export const groupSendPairs: readonly Pair<GroupScene>[] = [
  {
    title: 'sendGroupMessage × removeUserFromGroup of a listener',
    arrange: aGroup,
    a: ({ people, groupId }) => people.cleo.sendGroupMessage(groupId, 'racing'),
    b: ({ people, groupId }) => people.ana.removeUserFromGroup(groupId, people.bo),
  },
  {
    title: 'sendGroupMessage × removeUserFromGroup of the sender',
    arrange: aGroup,
    a: ({ people, groupId }) => people.bo.sendGroupMessage(groupId, 'racing'),
    b: ({ people, groupId }) => people.ana.removeUserFromGroup(groupId, people.bo),
  },
  {
    title: 'sendGroupMessage × deleteGroup',
    arrange: aGroup,
    a: ({ people, groupId }) => people.bo.sendGroupMessage(groupId, 'racing'),
    b: ({ people, groupId }) => people.ana.deleteGroup(groupId),
  },
  {
    title: 'sendGroupMessage × markRead by a listener',
    arrange: aGroup,
    a: ({ people, groupId }) => people.cleo.sendGroupMessage(groupId, 'racing'),
    b: ({ people, conversationId }) => people.bo.markRead(conversationId, 1),
    mixes: 'b',
  },
  {
    title: 'sendGroupMessage × markRead by the sender of what he had not read',
    isRepresentative: true,
    arrange: aGroup,
    a: ({ people, groupId }) => people.bo.sendGroupMessage(groupId, 'racing'),
    b: ({ people, conversationId }) => people.bo.markRead(conversationId, 1),
    mixes: 'b',
  },
  {
    title: 'sendGroupMessage × markRead by the sender, as unread',
    arrange: aGroupThatBoHasRead,
    a: ({ people, groupId }) => people.bo.sendGroupMessage(groupId, 'racing'),
    b: ({ people, conversationId }) => people.bo.markRead(conversationId, 1),
    mixes: 'b',
  },
];
