import { randomUUID } from 'node:crypto';
import { Crowd } from '../../test/fanout/Crowd.ts';
import { costOf } from '../../test/support/costOf.ts';
import type { Inbox } from '../../test/support/Inbox.ts';
import { MessagingError } from '../../test/support/MessagingError.ts';
import type { Person } from '../../test/support/Person.ts';
import type { World } from '../../test/support/useWorld.ts';
import { BusyInbox } from './BusyInbox.ts';
import { toCost, type Cost, type Costs } from './Cost.ts';
import { freshOf, rowNames, sizes } from './rowNames.ts';
import { Tables } from './Tables.ts';
import { usualText } from './usualText.ts';

/** Sets a stage and gives the costs of what happens on it. */
export type Scene = (world: World) => Promise<Costs>;

const measure = async ({ runtime }: World, run: () => Promise<unknown>): Promise<Cost> =>
  toCost(await costOf(runtime.ledger, run));

/** A send, until everybody who listens has it. */
const heard = async (inboxes: readonly Inbox[], send: () => Promise<unknown>): Promise<void> => {
  await send();
  await Promise.all(inboxes.map((inbox) => inbox.next()));
};

const refusalOf = async (call: Promise<unknown>): Promise<void> => {
  const outcome: unknown = await call.catch((error: unknown) => error);
  if (!(outcome instanceof MessagingError)) throw new Error('It was not refused.');
};

/** Both people listen, each with one device. */
const directMessages: Scene = async (world) => {
  const { ana, bo } = await world.people('ana', 'bo');
  const inboxes = await Promise.all([ana.onMessage(), bo.onMessage()]);
  const id = randomUUID();
  const send = (clientMessageId?: string) =>
    measure(world, () => heard(inboxes, () => ana.sendMessage(bo, usualText, clientMessageId)));
  const costs = {
    'sendMessage, the first in a conversation': await send(),
    'sendMessage, a later one': await send(id),
    'sendMessage, its repeat': await send(id),
  };
  for (const inbox of inboxes) inbox.close();
  return costs;
};

const blocks: Scene = async (world) => {
  const { ana, bo } = await world.people('ana', 'bo');
  return {
    blockUser: await measure(world, () => bo.blockUser(ana)),
    'sendMessage, refused for a block': await measure(world, () => refusalOf(ana.sendMessage(bo, usualText))),
    unblockUser: await measure(world, () => bo.unblockUser(ana)),
  };
};

const groupListeners = 4;

/** Four of the members listen, each with one device. */
const groupMessage =
  (size: number): Scene =>
  async (world) => {
    const crowd = await Crowd.gather(world, { size, listeners: groupListeners, socketsPerListener: 1 });
    const send = () => crowd.owner.sendGroupMessage(crowd.groupId, usualText);
    const cost = await measure(world, () => heard(crowd.inboxes.flat(), send));
    crowd.disperse();
    return { [rowNames.groupMessage(size)]: cost };
  };

/** A person who comes back: nothing new, then one new message in each of 20 conversations, or of all where they are fewer. */
const inboxCheck =
  (conversations: number): Scene =>
  async (world) => {
    const inbox = await BusyInbox.open(world, conversations);
    const { person } = inbox;
    const { nextCursor: since } = await person.checkMessages();
    const check = () => measure(world, () => person.checkMessages({ since }));
    const nothing = await check();
    await inbox.receive(freshOf(conversations));
    return {
      [rowNames.nothingNew(conversations)]: nothing,
      [rowNames.fresh(conversations)]: await check(),
      [rowNames.page(conversations)]: await measure(world, () => person.conversations()),
    };
  };

/** People whom nobody but their ids is needed of: rows of a real one with other ids. */
const strangers = async (world: World, like: Person, count: number): Promise<string[]> => {
  const tables = new Tables(world.runtime);
  const row = await tables.read('Users', { userId: like.id });
  const ids = Array.from({ length: count }, () => randomUUID());
  const rows = ids.map((userId) => ({ ...row, userId, username: userId }));
  await tables.write('Users', rows);
  return ids;
};

const groups: Scene = async (world) => {
  const { owner, member } = await world.people('owner', 'member');
  const memberIds = await strangers(world, member, 24);
  const { id } = await owner.createGroup({ name: 'A few' });
  return {
    'createGroup, 24 members': await measure(world, () => owner.createGroup({ name: 'Everybody', memberIds })),
    addUserToGroup: await measure(world, () => owner.addUserToGroup(id, member)),
    removeUserFromGroup: await measure(world, () => owner.removeUserFromGroup(id, member)),
  };
};

const pageOfMessages = 50;

const reading: Scene = async (world) => {
  const { ana, bo } = await world.people('ana', 'bo');
  const { conversationId, seq } = await ana.sendMessage(bo, usualText);
  const tables = new Tables(world.runtime);
  const head = await tables.read('Conversations', { conversationId });
  const message = await tables.read('Messages', { conversationId, seq });
  const rows = Array.from({ length: pageOfMessages }, (_, index) => ({ ...message, seq: index + 1 }));
  await tables.write('Messages', rows);
  await tables.write('Conversations', [{ ...head, lastSeq: pageOfMessages }]);
  return {
    me: await measure(world, () => bo.me()),
    'onMessage, the start of a subscription': await measure(world, async () => {
      (await bo.onMessage()).close();
    }),
    'messages, a page of 50': await measure(world, () => bo.messages(conversationId)),
    markRead: await measure(world, () => bo.markRead(conversationId, pageOfMessages)),
  };
};

const scenesOf = (of: (typeof sizes)['small' | 'large']): Scene[] => [
  ...of.groups.map(groupMessage),
  ...of.inboxes.map(inboxCheck),
];

export const scenes: readonly Scene[] = [directMessages, blocks, ...scenesOf(sizes.small), reading, groups];
/** These fill their stages for a while. */
export const largeScenes: readonly Scene[] = scenesOf(sizes.large);
