import { Administrator } from '../../support/Administrator.ts';
import { operations } from '../../support/operations.ts';
import type { Person } from '../../support/Person.ts';
import { valueOf } from '../../support/post.ts';
import { RoleSession } from '../../support/RoleSession.ts';
import { outcomeOf } from './outcomeOf.ts';
import type { Repetition } from './Repetition.ts';

/** Whether a person's token may listen: true, or the type of the refusal. */
const mayListen = (person: Person): Promise<unknown> =>
  outcomeOf(
    person.onMessage().then((inbox) => {
      inbox.close();
      return true;
    }),
  );

/** What people do with themselves and with each other, and what operators do with them. */
export const personRepetitions = {
  signOut: {
    alone: '`true`; a token that is signed out already does not end sessions begun since',
    afterwards: 'the same',
    done: { refresh: 'Unauthorized', listens: 'Unauthorized' },
    inBetween: { 'the person signs in again': 'answers as first' },
    prepare: async (world) => {
      const { visitor } = world;
      const { ana } = await world.people('ana');
      return {
        call: () => ana.signOut(),
        effect: async () => ({
          refresh: await outcomeOf(visitor.refreshSession(ana.session.refreshToken ?? '').then(() => true)),
          listens: await mayListen(ana),
        }),
        meanwhile: { 'the person signs in again': () => visitor.signsIn(ana.username) },
      };
    },
  },
  endSubscriptions: {
    alone: 'ends what is open again (backend only)',
    afterwards: 'the same',
    isExempt: true,
    inBetween: { 'the person signs in again': 'takes effect anew' },
    prepare: async (world) => {
      const { ana } = await world.people('ana');
      const backend = new RoleSession(world.runtime, 'AccountspostConfirmationRole');
      let ended = 0;
      return {
        call: async () => {
          const inbox = await ana.onMessage();
          const variables = { userId: ana.id, signedOutAt: Math.floor(world.runtime.clock.now() / 1000) };
          const answer = await backend.request(operations.endSubscriptions, variables);
          await inbox.ended();
          ended += 1;
          return valueOf(answer, 'endSubscriptions');
        },
        effect: async () => ended,
        meanwhile: { 'the person signs in again': () => world.visitor.signsIn(ana.username) },
      };
    },
  },
  updateProfile: {
    alone: 'the same profile',
    afterwards: 'sets it again',
    done: 'Another Ana',
    inBetween: { 'another device sets another name': { appliesAgain: true } },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      return {
        call: () => ana.updateProfile('Another Ana'),
        effect: async () => (await bo.user(ana.id))?.displayName,
        meanwhile: { 'another device sets another name': () => ana.updateProfile('Third Ana') },
      };
    },
  },
  deleteAccount: {
    alone: '`true`; a deletion that died half-way goes on',
    afterwards: 'the same',
    done: { isNamed: false, signsIn: 'Unauthorized', group: { memberCount: 1, myRole: 'OWNER' } },
    inBetween: {
      'somebody else asks for the name': 'answers as first',
      'the next owner renames the group': 'answers as first',
    },
    prepare: async (world) => {
      const { visitor } = world;
      const { ana, bo } = await world.people('ana', 'bo');
      const { username } = ana;
      const { id } = await ana.createGroup({ name: 'Club', memberIds: [bo.id] });
      return {
        call: () => ana.deleteAccount(),
        effect: async () => {
          const { memberCount, myRole } = await bo.group(id);
          const isNamed = (await bo.user(ana.id))?.username === username;
          const signsIn = await outcomeOf(visitor.signsIn(username).then(() => true));
          return { isNamed, signsIn, group: { memberCount, myRole } };
        },
        meanwhile: {
          'somebody else asks for the name': () => outcomeOf(visitor.registerUser({ username })),
          'the next owner renames the group': () => bo.renameGroup(id, 'Mine now'),
        },
      };
    },
  },
  disableUser: {
    alone: '`true`',
    afterwards: 'disables again',
    isDated: true,
    done: { listens: 'Unauthorized', signsIn: 'Unauthorized' },
    inBetween: { 'another operator enables': { appliesAgain: true } },
    prepare: async (world) => {
      const { visitor, runtime } = world;
      const { ana } = await world.people('ana');
      const administrator = new Administrator(runtime);
      return {
        call: () => administrator.disableUser(ana),
        effect: async () => ({
          listens: await mayListen(ana),
          signsIn: await outcomeOf(visitor.signsIn(ana.username).then(() => true)),
        }),
        meanwhile: { 'another operator enables': () => administrator.enableUser(ana) },
      };
    },
  },
  enableUser: {
    alone: '`true`',
    afterwards: 'enables again',
    isDated: true,
    done: { listens: true, signsIn: true },
    inBetween: { 'another operator disables': { appliesAgain: true } },
    prepare: async (world) => {
      const { visitor, runtime } = world;
      const { ana } = await world.people('ana');
      const administrator = new Administrator(runtime);
      await administrator.disableUser(ana);
      return {
        call: () => administrator.enableUser(ana),
        effect: async () => ({
          listens: await mayListen(ana),
          signsIn: await outcomeOf(visitor.signsIn(ana.username).then(() => true)),
        }),
        meanwhile: { 'another operator disables': () => administrator.disableUser(ana) },
      };
    },
  },
  blockUser: {
    alone: 'the same block with its first `createdAt`',
    afterwards: 'blocks again, with a new `createdAt`',
    done: { blocked: 1, send: 'RecipientUnavailable' },
    inBetween: {
      'another device unblocks': { appliesAgain: true, renews: 'createdAt' },
      'the other one blocks, too': 'answers as first',
    },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      return {
        call: () => ana.blockUser(bo),
        effect: async () => ({
          blocked: (await ana.blockedUsers()).items.length,
          send: await outcomeOf(bo.sendMessage(ana, 'Hello?').then(() => true)),
        }),
        meanwhile: {
          'another device unblocks': () => ana.unblockUser(bo),
          'the other one blocks, too': () => bo.blockUser(ana),
        },
      };
    },
  },
  unblockUser: {
    alone: '`createdAt: null`',
    afterwards: 'unblocks again',
    done: 0,
    inBetween: { 'another device blocks': { appliesAgain: true } },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      await ana.blockUser(bo);
      return {
        call: () => ana.unblockUser(bo),
        effect: async () => (await ana.blockedUsers()).items.length,
        meanwhile: { 'another device blocks': () => ana.blockUser(bo) },
      };
    },
  },
} as const satisfies Record<string, Repetition>;
