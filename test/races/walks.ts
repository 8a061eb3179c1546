import { expect } from 'vitest';
import type { Message } from '../../generated/types.ts';
import type { Person } from '../support/Person.ts';
import type { World } from '../support/useWorld.ts';
import { interleave, ofRole, type Schedule } from './interleave.ts';

export type Cast = Readonly<Record<'ana' | 'bo' | 'cleo', Person>>;

const textsOf = (messages: readonly Message[]): (string | null)[] => messages.map(({ text }) => text);

/** A cursor with nothing after it. */
const caughtUp = async (person: Person): Promise<string> => {
  let page = await person.checkMessages();
  while (page.hasMore) page = await person.checkMessages({ since: page.nextCursor });
  return page.nextCursor;
};

/** Walks a direct send and a block through a schedule: the last call of each decides, and everybody is told the same. */
export const walkBlock = async (world: World, { ana, bo }: Cast, schedule: Schedule): Promise<void> => {
  const since = await caughtUp(bo);
  const inbox = await bo.onMessage();
  await ana.sendMessage(bo, 'before');

  const { outcomes, steps } = await interleave(
    world.runtime,
    [
      { owns: ofRole('FunctionssendMessage'), start: () => ana.sendMessage(bo, 'racing') },
      { owns: ofRole('Sourcesblocks', 'Sourcesprofiles'), start: () => bo.blockUser(ana) },
    ],
    schedule,
  );
  await expect(ana.sendMessage(bo, 'late')).rejects.toMatchObject({ type: 'RecipientUnavailable' });
  await bo.unblockUser(ana);
  await ana.sendMessage(bo, 'after');

  const isInTime = schedule.at(-1) === 'b';
  expect(outcomes[0], schedule.join('')).toMatchObject(
    isInTime ? { text: 'racing' } : { type: 'RecipientUnavailable' },
  );
  const expected = ['before', ...(isInTime ? ['racing'] : []), 'after'];
  expect(textsOf((await bo.checkMessages({ since })).messages), schedule.join('')).toEqual(expected);
  while ((await inbox.next()).text !== 'after');
  expect(textsOf(inbox.received), schedule.join('')).toEqual(expected);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(2);
  inbox.close();
};

/** Walks a group send of a third person and a removal through a schedule. */
export const walkRemoval = async (world: World, { ana, bo, cleo }: Cast, schedule: Schedule): Promise<void> => {
  const { id } = await ana.createGroup({ name: 'Door', memberIds: [bo.id, cleo.id] });
  const since = await caughtUp(bo);
  const inbox = await bo.onMessage();
  await cleo.sendGroupMessage(id, 'before');

  const { outcomes, steps } = await interleave(
    world.runtime,
    [
      { owns: ofRole('FunctionssendGroupMessage'), start: () => cleo.sendGroupMessage(id, 'racing') },
      { owns: ofRole('Sourcesgroups'), start: () => ana.removeUserFromGroup(id, bo) },
    ],
    schedule,
  );
  await cleo.sendGroupMessage(id, 'late');
  await ana.sendMessage(bo, 'sentinel');

  expect(outcomes[0]).toMatchObject({ text: 'racing', seq: 2 });
  expect(outcomes[1]).toMatchObject({ userId: bo.id });
  while ((await inbox.next()).text !== 'sentinel');
  const live = textsOf(inbox.received);
  const { messages } = await bo.checkMessages({ since });
  const queried = textsOf(messages.filter(({ conversationId }) => conversationId.startsWith('group:')));
  const isInStay = queried.includes('racing');
  expect(queried, schedule.join('')).toEqual(['before', ...(isInStay ? ['racing'] : [])]);
  // Live delivery never leaves the stay, though the stay may hold what came too late to be delivered.
  expect([['before', 'sentinel'], ...(isInStay ? [['before', 'racing', 'sentinel']] : [])]).toContainEqual(live);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(4);
  inbox.close();
};

/** Walks a group send of somebody and his removal through a schedule of two calls each: the last one decides. */
export const walkRemovedSender = async (world: World, { ana, bo }: Cast, schedule: Schedule): Promise<void> => {
  const { id } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
  const since = await caughtUp(ana);

  const { outcomes, steps } = await interleave(
    world.runtime,
    [
      { owns: ofRole('FunctionssendGroupMessage'), start: () => bo.sendGroupMessage(id, 'racing') },
      { owns: ofRole('Sourcesgroups'), start: () => ana.removeUserFromGroup(id, bo) },
    ],
    schedule,
  );

  const isInTime = schedule.at(-1) === 'b';
  expect(outcomes[0], schedule.join('')).toMatchObject(isInTime ? { text: 'racing' } : { type: 'NotFound' });
  const { messages } = await ana.checkMessages({ since });
  expect(textsOf(messages), schedule.join('')).toEqual(isInTime ? ['racing'] : []);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(2);
};

/** Walks the first messages of two people, one each way, through a schedule. */
export const walkFirstMessages = async (world: World, schedule: Schedule): Promise<void> => {
  const { ana, bo } = await world.people('ana', 'bo');
  const isFrom =
    (id: string) =>
    ({ roleArn, input }: { roleArn: string; input: Record<string, unknown> }) =>
      roleArn.includes('FunctionssendMessage') && senderOf(input) === id;

  const { outcomes } = await interleave(
    world.runtime,
    [
      { owns: isFrom(ana.id), start: () => ana.sendMessage(bo, 'from ana') },
      { owns: isFrom(bo.id), start: () => bo.sendMessage(ana, 'from bo') },
    ],
    schedule,
  );

  const [one, other] = outcomes as readonly [Message, Message];
  expect(one.conversationId).toBe(other.conversationId);
  expect([one.seq, other.seq].sort(), schedule.join('')).toEqual([1, 2]);
  expect(textsOf((await ana.checkMessages()).messages)).toEqual(['from bo']);
  expect(textsOf((await bo.checkMessages()).messages)).toEqual(['from ana']);
};

/** Both calls of a send carry the sender in the key of its send key. */
const senderOf = (input: Record<string, unknown>): string | undefined =>
  /"senderId":\{"S":"([^"]+)"\}/.exec(JSON.stringify(input))?.[1];
