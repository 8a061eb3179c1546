import type { RequestCost } from 'messaging-local/gate/createLedger.ts';
import type { Conversation, Group, GroupMembership } from '../../generated/types.ts';
import { costOf } from '../support/costOf.ts';
import type { Inbox } from '../support/Inbox.ts';
import type { Person } from '../support/Person.ts';
import type { World } from '../support/useWorld.ts';
import { fillByCalls } from './fillByCalls.ts';
import { sendToCrowd, type CrowdSend } from './sendToCrowd.ts';

/** Everything that is done to a group and asked about it, from its creation to after its end. */
export interface Life {
  readonly created: Group;
  readonly repeatedAdditions: number;
  readonly whenFull: unknown;
  readonly pages: readonly (readonly GroupMembership[])[];
  readonly firstSend: CrowdSend;
  readonly secondSend: CrowdSend;
  /** How many members the owner saw after each change of them. */
  readonly counts: Readonly<Record<'leave' | 'removal' | 'addition', number>>;
  readonly costs: Readonly<Record<'leave' | 'removal' | 'addition' | 'transfer' | 'deletion', RequestCost>>;
  readonly deleted: Group;
  /** What came to the sockets of who left and who was removed, by their texts. */
  readonly heardOutside: readonly (readonly (string | null)[])[];
  readonly afterwards: Afterwards;
}

interface Afterwards {
  readonly group: unknown;
  readonly send: unknown;
  readonly addition: unknown;
  readonly isListed: boolean;
  /** As the last owner, and as who left, sees it. */
  readonly conversation: Conversation;
  readonly conversationOfLeaver: Conversation;
  readonly texts: readonly (string | null)[];
  readonly checked: readonly (string | null)[];
  readonly checkedByLeaver: readonly (string | null)[];
}

export interface Cast {
  readonly owner: Person;
  readonly heir: Person;
  readonly leaver: Person;
  readonly removed: Person;
  /** Who joins at the creation, and who is added later. */
  readonly initial: readonly string[];
  readonly later: readonly string[];
  /** Who joins when others have gone. */
  readonly spare: string;
  /** Whether there is no room before that. */
  readonly isFull: boolean;
}

/** What is answered, or the error. */
const outcomeOf = (run: Promise<unknown>): Promise<unknown> => run.catch((error: unknown) => error);

const listMembers = async (reader: Person, groupId: string): Promise<GroupMembership[][]> => {
  const pages: GroupMembership[][] = [];
  let nextToken: string | null = null;
  do {
    const { members } = await reader.group(groupId, { limit: 100, nextToken });
    pages.push(members.items);
    nextToken = members.nextToken;
  } while (nextToken !== null);
  return pages;
};

const lookBack = async (cast: Cast, { id, conversationId }: Group): Promise<Afterwards> => {
  const { heir, leaver, spare } = cast;
  const listed = (await heir.groups({ limit: 100 })).items;
  const textsFor = async (reader: Person): Promise<(string | null)[]> =>
    (await reader.checkMessages()).messages
      .filter((message) => message.conversationId === conversationId)
      .map(({ text }) => text);
  const conversationOf = async (reader: Person): Promise<Conversation> => {
    const conversation = (await reader.conversations()).items.find((one) => one.id === conversationId);
    if (!conversation) throw new Error('The conversation is not listed.');
    return conversation;
  };
  return {
    group: await outcomeOf(heir.group(id)),
    send: await outcomeOf(heir.sendGroupMessage(id, 'Anybody?')),
    addition: await outcomeOf(heir.addUserToGroup(id, spare)),
    isListed: listed.some((group) => group.id === id),
    conversation: await conversationOf(heir),
    conversationOfLeaver: await conversationOf(leaver),
    texts: (await heir.messages(conversationId)).items.map(({ text }) => text),
    checked: await textsFor(heir),
    checkedByLeaver: await textsFor(leaver),
  };
};

const openInboxes = (people: readonly Person[]): Promise<Inbox[]> =>
  Promise.all(people.map((person) => person.onMessage()));

/** What was published before the sentinel has come when the sentinel comes. */
const hearOutside = async (cast: Cast, inboxes: readonly Inbox[]): Promise<(string | null)[][]> => {
  const outside = [cast.leaver, cast.removed];
  for (const person of outside) await cast.owner.sendMessage(person, 'sentinel');
  for (const inbox of inboxes) while ((await inbox.next()).text !== 'sentinel');
  return inboxes.map(({ received }) => received.map(({ text }) => text));
};

export const liveThrough = async (world: World, cast: Cast): Promise<Life> => {
  const { owner, heir, leaver, removed } = cast;
  const { gate } = world.runtime;
  const cost = (run: () => Promise<unknown>): Promise<RequestCost> => costOf(gate.ledger, run);
  const created = await owner.createGroup({ name: 'A crowd', memberIds: [...cast.initial] });
  const { id } = created;
  for (const person of [heir, leaver, removed]) await owner.changeGroupRole(id, person, 'ADMIN');
  const repeatedAdditions = await fill(world, cast, id);
  const whenFull = cast.isFull ? await outcomeOf(owner.addUserToGroup(id, cast.spare)) : undefined;
  const pages = await listMembers(leaver, id);

  const inside = await openInboxes([owner, heir]);
  const outside = await openInboxes([leaver, removed]);
  const everybody = { owner, groupId: id, inboxes: [[...inside, ...outside]] };
  const firstSend = await sendToCrowd(world, everybody, 'To everybody.');

  const count = async (): Promise<number> => (await owner.group(id, { limit: 1 })).memberCount;
  const leave = await cost(() => leaver.leaveGroup(id));
  const afterLeave = await count();
  const removal = await cost(() => owner.removeUserFromGroup(id, removed));
  const afterRemoval = await count();
  const addition = await cost(() => owner.addUserToGroup(id, cast.spare));
  const afterAddition = await count();
  const transfer = await cost(() => owner.transferGroup(id, heir));
  const secondSend = await sendToCrowd(world, { owner, groupId: id, inboxes: [inside] }, 'To who is left.');
  const heardOutside = await hearOutside(cast, outside);
  for (const inbox of [...inside, ...outside]) inbox.close();

  let deleted = created;
  const deletion = await cost(async () => {
    deleted = await heir.deleteGroup(id);
  });
  return {
    created,
    repeatedAdditions,
    whenFull,
    pages,
    firstSend,
    secondSend,
    counts: { leave: afterLeave, removal: afterRemoval, addition: afterAddition },
    costs: { leave, removal, addition, transfer, deletion },
    deleted,
    heardOutside,
    afterwards: await lookBack(cast, created),
  };
};

/** So many are added while every two transactions that meet on the group's row conflict, as they may on AWS. */
const addedInConflict = 500;

const fill = async ({ runtime: { gate } }: World, cast: Cast, groupId: string): Promise<number> => {
  const adders = [cast.owner, cast.heir, cast.leaver, cast.removed];
  gate.injectFaults({ seed: 11, conflictOnOverlap: 1 });
  const repeats = await fillByCalls(adders, groupId, cast.later.slice(0, addedInConflict));
  gate.injectFaults(undefined);
  return repeats + (await fillByCalls(adders, groupId, cast.later.slice(addedInConflict)));
};
