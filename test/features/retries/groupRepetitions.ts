import { randomUUID } from 'node:crypto';
import type { GroupRole } from '../../../generated/types.ts';
import type { Person } from '../../support/Person.ts';
import type { World } from '../../support/useWorld.ts';
import { outcomeOf } from './outcomeOf.ts';
import type { Repetition } from './Repetition.ts';

/** Ana's group; bo is in it. */
const club = async (world: World): Promise<Record<'ana' | 'bo', Person> & { readonly id: string }> => {
  const { ana, bo } = await world.people('ana', 'bo');
  const { id } = await ana.createGroup({ name: 'Club', memberIds: [bo.id] });
  return { ana, bo, id };
};

/** The roles of a group's members from the highest on, or the type of the refusal. */
const rolesIn = (reader: Person, id: string): Promise<unknown> =>
  outcomeOf(
    reader.group(id).then(({ members, memberCount }) => ({
      memberCount,
      roles: members.items.map(({ role }): GroupRole => role).sort(),
    })),
  );

const twoWith = (role: GroupRole) => ({ memberCount: 2, roles: [role, 'OWNER'].sort() });
const ownerAlone = { memberCount: 1, roles: ['OWNER'] };

/** What people do in groups. */
export const groupRepetitions = {
  createGroup: {
    alone: 'with a `groupId`: the group as it was created; without one: another group',
    afterwards: 'the same, for ever',
    done: [{ name: 'Club', memberCount: 2 }],
    inBetween: {
      'a member leaves': 'answers as first',
      'it is renamed': 'answers as first',
      'the creator hands it over and leaves': 'answers as first',
      'it is deleted': 'answers as first',
    },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      const groupId = randomUUID();
      return {
        call: () => ana.createGroup({ groupId, name: 'Club', memberIds: [bo.id] }),
        effect: async () => (await ana.groups()).items.map(({ name, memberCount }) => ({ name, memberCount })),
        meanwhile: {
          'a member leaves': () => bo.leaveGroup(groupId),
          'it is renamed': () => ana.renameGroup(groupId, 'Pub'),
          'the creator hands it over and leaves': async () => {
            await ana.transferGroup(groupId, bo);
            await ana.leaveGroup(groupId);
          },
          'it is deleted': () => ana.deleteGroup(groupId),
        },
      };
    },
  },
  renameGroup: {
    alone: 'the same group',
    afterwards: 'renames again',
    done: 'Pub',
    inBetween: { 'an admin renames it': { appliesAgain: true } },
    prepare: async (world) => {
      const { ana, bo, id } = await club(world);
      await ana.changeGroupRole(id, bo, 'ADMIN');
      return {
        call: () => ana.renameGroup(id, 'Pub'),
        effect: async () => (await bo.group(id)).name,
        meanwhile: { 'an admin renames it': () => bo.renameGroup(id, 'Bar') },
      };
    },
  },
  deleteGroup: {
    alone: 'the group as deleted, to who deleted it',
    afterwards: 'the same, for ever',
    done: 'NotFound',
    inBetween: { 'it is created again': 'answers as first', 'a member leaves': 'answers as first' },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      const groupId = randomUUID();
      const input = { groupId, name: 'Club', memberIds: [bo.id] };
      await ana.createGroup(input);
      return {
        call: () => ana.deleteGroup(groupId),
        effect: () => rolesIn(bo, groupId),
        meanwhile: {
          'it is created again': () => ana.createGroup(input),
          'a member leaves': () => outcomeOf(bo.leaveGroup(groupId)),
        },
      };
    },
  },
  addUserToGroup: {
    alone: 'the same membership',
    afterwards: 'adds again, with a new `joinedAt`; `Conflict`, if the role was changed since',
    done: twoWith('MEMBER'),
    inBetween: {
      'the person leaves': { appliesAgain: true, renews: 'joinedAt' },
      'the person becomes an admin': { isRefused: 'Conflict' },
      'somebody sends': 'answers as first',
      'the person blocks the adder': 'answers as first',
    },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      const { id } = await ana.createGroup({ name: 'Club' });
      return {
        call: () => ana.addUserToGroup(id, bo),
        effect: () => rolesIn(ana, id),
        meanwhile: {
          'the person leaves': () => bo.leaveGroup(id),
          'the person becomes an admin': () => ana.changeGroupRole(id, bo, 'ADMIN'),
          'somebody sends': () => bo.sendGroupMessage(id, 'Hello.'),
          'the person blocks the adder': () => bo.blockUser(ana),
        },
      };
    },
  },
  removeUserFromGroup: {
    alone: 'the membership that ended',
    afterwards: 'removes again',
    done: ownerAlone,
    inBetween: {
      'the person is added again': { appliesAgain: true, renews: 'joinedAt' },
      'the group is renamed': 'answers as first',
    },
    prepare: async (world) => {
      const { ana, bo, id } = await club(world);
      return {
        call: () => ana.removeUserFromGroup(id, bo),
        effect: () => rolesIn(ana, id),
        meanwhile: {
          'the person is added again': () => ana.addUserToGroup(id, bo),
          'the group is renamed': () => ana.renameGroup(id, 'Pub'),
        },
      };
    },
  },
  changeGroupRole: {
    alone: 'the same membership',
    afterwards: 'changes again; `NotFound`, if the person went since',
    done: twoWith('ADMIN'),
    inBetween: {
      'another device changes it back': { appliesAgain: true },
      'the person leaves': { isRefused: 'NotFound' },
      'the admin renames the group': 'answers as first',
    },
    prepare: async (world) => {
      const { ana, bo, id } = await club(world);
      return {
        call: () => ana.changeGroupRole(id, bo, 'ADMIN'),
        effect: () => rolesIn(ana, id),
        meanwhile: {
          'another device changes it back': () => ana.changeGroupRole(id, bo, 'MEMBER'),
          'the person leaves': () => bo.leaveGroup(id),
          'the admin renames the group': () => bo.renameGroup(id, 'Pub'),
        },
      };
    },
  },
  transferGroup: {
    alone: 'the same group, to who gave it away',
    afterwards: '`Forbidden`, once the next owner gave it further; gives it again, if it came back',
    done: 'OWNER',
    inBetween: {
      'the next owner gives it further': { isRefused: 'Forbidden' },
      'the next owner gives it back': { appliesAgain: true },
      'somebody sends': 'answers as first',
    },
    prepare: async (world) => {
      const { ana, bo, id } = await club(world);
      const { cy } = await world.people('cy');
      await ana.addUserToGroup(id, cy);
      return {
        call: () => ana.transferGroup(id, bo),
        effect: async () => (await bo.group(id)).myRole,
        meanwhile: {
          'the next owner gives it further': () => bo.transferGroup(id, cy),
          'the next owner gives it back': () => bo.transferGroup(id, ana),
          'somebody sends': () => cy.sendGroupMessage(id, 'Hello.'),
        },
      };
    },
  },
  leaveGroup: {
    alone: 'the membership that ended',
    afterwards: 'leaves again',
    done: ownerAlone,
    inBetween: {
      'the person is added again': { appliesAgain: true, renews: 'joinedAt' },
      'the group is deleted': 'answers as first',
    },
    prepare: async (world) => {
      const { ana, bo, id } = await club(world);
      return {
        call: () => bo.leaveGroup(id),
        effect: () => rolesIn(ana, id),
        meanwhile: {
          'the person is added again': () => ana.addUserToGroup(id, bo),
          'the group is deleted': () => ana.deleteGroup(id),
        },
      };
    },
  },
} as const satisfies Record<string, Repetition>;
