import { expect } from 'vitest';
import { MessagingError } from '../support/MessagingError.ts';
import type { Person } from '../support/Person.ts';
import type { World } from '../support/useWorld.ts';
import { expectSound } from './expectSound.ts';
import { observe } from './observe.ts';
import { aGroup, type GroupScene } from './Scene.ts';

/** Groups that race at the same moment. */
const crowd = 5;

const typeOf = (error: unknown): string => {
  if (!(error instanceof MessagingError)) throw error;
  return error.type;
};

/** What requests that run at the same moment are answered: `ok`, or the types of the errors. */
const together = (...runs: readonly Promise<unknown>[]): Promise<string[]> =>
  Promise.all(runs.map((run) => run.then(() => 'ok', typeOf)));

const expectSoundScene = async (scene: GroupScene): Promise<void> => {
  expectSound(await observe(scene, []));
};

/** So many rounds in all, in groups of so many each, some of which race at once; each group is sound afterwards. */
const inGroups = async (
  world: World,
  { rounds, perGroup }: { readonly rounds: number; readonly perGroup: number },
  race: (scene: GroupScene, rounds: number) => Promise<void>,
): Promise<void> => {
  const waiting = Array.from({ length: Math.ceil(rounds / perGroup) }).values();
  const work = async (): Promise<void> => {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- each worker takes one group after the other
    for (const _ of waiting) {
      const scene = await aGroup(world);
      await race(scene, perGroup);
      await expectSoundScene(scene);
    }
  };
  await Promise.all(Array.from({ length: crowd }, work));
};

/** The owner gives the group to both others at once: to one of them it goes. */
export const raceTransfers = (world: World, rounds: number): Promise<void> =>
  inGroups(world, { rounds, perGroup: 100 }, async ({ people, groupId }, inThis) => {
    let owner: Person = people.ana;
    for (let round = 0; round < inThis; round += 1) {
      const others = Object.values(people).filter((person) => person !== owner);
      const told = await together(...others.map((other) => owner.transferGroup(groupId, other)));
      expect([...told].sort()).toEqual(['Forbidden', 'ok']);
      owner = others[told.indexOf('ok')] as Person;
      const { members } = await owner.group(groupId);
      expect(members.items.filter(({ role }) => role === 'OWNER').map(({ userId }) => userId)).toEqual([owner.id]);
    }
  });

/** Somebody is added and removed at once, while another one sends. A person keeps a hundred stays. */
export const raceAdditions = (world: World, rounds: number): Promise<void> =>
  inGroups(world, { rounds, perGroup: 50 }, async ({ people: { ana, bo, cleo }, groupId }, inThis) => {
    await ana.changeGroupRole(groupId, cleo, 'ADMIN');
    for (let round = 0; round < inThis; round += 1) {
      const told = await together(
        ana.addUserToGroup(groupId, bo),
        cleo.removeUserFromGroup(groupId, bo),
        ...(round % 5 === 0 ? [cleo.sendGroupMessage(groupId, `during ${round}`)] : []),
      );
      expect(new Set(told)).toEqual(new Set(['ok']));
    }
  });

/** A member leaves while the owner deletes the group. */
export const raceDeletions = (world: World, rounds: number): Promise<void> =>
  inGroups(world, { rounds, perGroup: rounds / crowd }, async ({ people: { ana, bo, cleo } }, inThis) => {
    for (let round = 0; round < inThis; round += 1) {
      const { id } = await ana.createGroup({ name: 'Short', memberIds: [bo.id, cleo.id] });
      const [left, deleted] = await together(bo.leaveGroup(id), ana.deleteGroup(id));
      expect(deleted).toBe('ok');
      expect(['ok', 'NotFound']).toContain(left);
      expect(await together(cleo.group(id))).toEqual(['NotFound']);
    }
  });

/** The mark is at `lastSeq`, or after the own message that came next; unread is what others said after it. */
const expectReadExact = async (
  person: Person,
  { conversationId, lastSeq }: { readonly conversationId: string; readonly lastSeq: number },
): Promise<void> => {
  const { readSeq, unreadCount } = await person.conversation(conversationId);
  expect([lastSeq, lastSeq + 1]).toContain(readSeq);
  const { items } = await person.messages(conversationId, { afterSeq: readSeq, limit: 100 });
  expect(unreadCount).toBe(items.filter(({ senderId }) => senderId !== person.id).length);
};

/** Somebody reads, and writes, while another one writes. */
export const raceReadMarks = (world: World, rounds: number): Promise<void> =>
  inGroups(world, { rounds, perGroup: 40 }, async ({ people: { bo, cleo }, groupId, conversationId }, inThis) => {
    for (let round = 0; round < inThis; round += 1) {
      const lastSeq = round + 1;
      const told = await together(
        bo.markRead(conversationId, lastSeq),
        round % 2 === 0 ? bo.sendGroupMessage(groupId, 'mine') : cleo.sendGroupMessage(groupId, 'theirs'),
      );
      expect(told).toEqual(['ok', 'ok']);
      if (round % 8 >= 6) await expectReadExact(bo, { conversationId, lastSeq });
    }
  });
