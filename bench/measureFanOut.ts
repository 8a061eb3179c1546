import { type Inbox } from '../test/support/Inbox.ts';
import type { Person } from '../test/support/Person.ts';

export interface FanOut {
  /** People with an open socket. */
  readonly listeners: number;
  /** Milliseconds from the call until the last of them had the message: the median of the sends. */
  readonly milliseconds: number;
}

const initialMembers = 24;
const sends = 20;

const gather = async (owner: Person, members: readonly Person[]): Promise<string> => {
  const memberIds = members.slice(0, initialMembers).map(({ id }) => id);
  const { id } = await owner.createGroup({ name: 'Everybody', memberIds });
  for (const member of members.slice(initialMembers)) await owner.addUserToGroup(id, member);
  return id;
};

const sendAndHear = async (owner: Person, groupId: string, inboxes: readonly Inbox[]): Promise<number> => {
  const began = performance.now();
  const heard = Promise.all(inboxes.map((inbox) => inbox.next()));
  await owner.sendGroupMessage(groupId, 'A message for everybody.');
  await heard;
  return performance.now() - began;
};

/** How long a group message takes to the last open socket. Groups of 10,000 are measured by test/fanout. */
export const measureFanOut = async ([owner, ...members]: readonly Person[]): Promise<FanOut> => {
  if (owner === undefined) throw new Error('A group needs an owner.');
  const groupId = await gather(owner, members);
  const inboxes = await Promise.all([owner, ...members].map((person) => person.onMessage()));
  const times: number[] = [];
  for (let send = 0; send < sends; send += 1) times.push(await sendAndHear(owner, groupId, inboxes));
  for (const inbox of inboxes) inbox.close();
  times.sort((a, b) => a - b);
  return { listeners: inboxes.length, milliseconds: times[sends / 2] ?? NaN };
};
