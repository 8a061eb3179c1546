import type { Person } from '../../support/Person.ts';
import type { World } from '../../support/useWorld.ts';
import { aPassword, freshUsername } from '../../support/Visitor.ts';
import { outcomeOf } from './outcomeOf.ts';
import type { Repetition } from './Repetition.ts';

const anotherPassword = 'Another-Horse-8';
const thirdPassword = 'Third-Horse-99';

const mailsTo = ({ runtime }: World, username: string): number =>
  runtime.userPools.mails().filter((mail) => mail.username === username).length;

const statusOf = async ({ runtime }: World, username: string): Promise<unknown> => {
  const input = { UserPoolId: runtime.userPoolId, Username: username };
  const { body } = await runtime.userPools.call('AdminGetUser', input, 'arn:aws:iam::000000000000:role/Reader');
  return body['UserStatus'];
};

/** Whether a person signs in with a password: true, or the type of the refusal. */
const signsIn = ({ visitor }: World, username: string, password?: string): Promise<unknown> =>
  outcomeOf(visitor.signsIn(username, password).then(() => true));

const refreshes = ({ visitor }: World, { session }: Person): Promise<unknown> =>
  outcomeOf(visitor.refreshSession(session.refreshToken ?? '').then(() => true));

/** In a session of its own: the one before has ended with the change. */
const changeAgain = async ({ visitor }: World, { username }: Person): Promise<unknown> =>
  (await visitor.signsIn(username, anotherPassword)).changePassword(thirdPassword);

const registered = async ({ visitor }: World): Promise<string> => {
  const username = freshUsername('ana');
  await visitor.registerUser({ username, displayName: 'ana' });
  return username;
};

/** What people do before they are signed in. */
export const accountRepetitions = {
  registerUser: {
    alone: 'the same answer, with the same password, before the confirmation',
    afterwards: '`Conflict`: the name is taken',
    done: { status: 'UNCONFIRMED', mails: 1 },
    inBetween: {
      'the person confirms': { isRefused: 'Conflict' },
      'somebody else asks for the name': 'answers as first',
    },
    prepare: async (world) => {
      const { visitor } = world;
      const username = freshUsername('ana');
      const email = `${freshUsername('other')}@example.com`;
      return {
        call: () => visitor.registerUser({ username }),
        effect: async () => ({ status: await statusOf(world, username), mails: mailsTo(world, username) }),
        meanwhile: {
          'the person confirms': async () => visitor.confirmUser(username, await visitor.codeFor(username)),
          'somebody else asks for the name': () =>
            outcomeOf(visitor.registerUser({ username, email, password: anotherPassword })),
        },
      };
    },
  },
  confirmUser: {
    alone: '`true`: the address is confirmed',
    afterwards: 'the same',
    done: 'ana',
    inBetween: {
      'the person changes the password': 'answers as first',
      'another code is asked for': 'answers as first',
    },
    prepare: async (world) => {
      const { visitor } = world;
      const username = await registered(world);
      const code = await visitor.codeFor(username);
      const displayName = async () => (await (await visitor.signsIn(username)).me()).displayName;
      return {
        call: () => visitor.confirmUser(username, code),
        effect: () => outcomeOf(displayName()),
        meanwhile: {
          'the person changes the password': async () =>
            (await visitor.signsIn(username)).changePassword(anotherPassword),
          'another code is asked for': () => visitor.resendConfirmationCode(username),
        },
      };
    },
  },
  resendConfirmationCode: {
    alone: 'another mail',
    afterwards: 'the same',
    isExempt: true,
    inBetween: { 'somebody else registers': 'takes effect anew' },
    prepare: async (world) => {
      const username = await registered(world);
      return {
        call: () => world.visitor.resendConfirmationCode(username),
        effect: async () => mailsTo(world, username) - 1,
        meanwhile: { 'somebody else registers': () => registered(world) },
      };
    },
  },
  authenticateUser: {
    alone: 'another session',
    afterwards: 'the same',
    isExempt: true,
    inBetween: { 'a sign-out': 'takes effect anew' },
    prepare: async (world) => {
      const { ana } = await world.people('ana');
      const tokens = new Set<unknown>();
      return {
        call: async () => {
          const session = await world.visitor.authenticateUser(ana.username);
          tokens.add(session.refreshToken);
          return session;
        },
        effect: async () => tokens.size,
        meanwhile: { 'a sign-out': () => ana.signOut() },
      };
    },
  },
  refreshSession: {
    alone: 'other tokens; the refresh token stays good',
    afterwards: 'the same, until a sign-out',
    isExempt: true,
    inBetween: { 'another sign-in': 'takes effect anew', 'a sign-out': { isRefused: 'Unauthorized' } },
    prepare: async (world) => {
      const { ana } = await world.people('ana');
      const refreshToken = ana.session.refreshToken ?? '';
      const tokens = new Set<string>();
      return {
        call: async () => {
          const session = await world.visitor.refreshSession(refreshToken);
          tokens.add(session.accessToken);
          return session;
        },
        effect: async () => tokens.size,
        meanwhile: {
          'another sign-in': () => world.visitor.signsIn(ana.username),
          'a sign-out': () => ana.signOut(),
        },
      };
    },
  },
  forgotPassword: {
    alone: 'another mail',
    afterwards: 'the same',
    isExempt: true,
    inBetween: { 'a sign-in': 'takes effect anew' },
    prepare: async (world) => {
      const { ana } = await world.people('ana');
      const before = mailsTo(world, ana.username);
      return {
        call: () => world.visitor.forgotPassword(ana.username),
        effect: async () => mailsTo(world, ana.username) - before,
        meanwhile: { 'a sign-in': () => world.visitor.signsIn(ana.username) },
      };
    },
  },
  confirmForgotPassword: {
    alone:
      '`BadRequest`: the code is used up. Sign in with the new password, or ask for another code. Exempt: to say whether the ' +
      'password is in force would let anybody try passwords',
    afterwards: 'the same',
    refusesRepeat: 'BadRequest',
    done: { first: 'Unauthorized', another: true, refresh: 'Unauthorized' },
    inBetween: {
      'the password is changed': { isRefused: 'BadRequest' },
      'the person signs in with it': { isRefused: 'BadRequest' },
    },
    prepare: async (world) => {
      const { visitor } = world;
      const { ana } = await world.people('ana');
      await visitor.forgotPassword(ana.username);
      const code = await visitor.codeFor(ana.username);
      return {
        call: () => visitor.confirmForgotPassword(ana.username, code, anotherPassword),
        effect: async () => ({
          first: await signsIn(world, ana.username, aPassword),
          another: await signsIn(world, ana.username, anotherPassword),
          refresh: await refreshes(world, ana),
        }),
        meanwhile: {
          'the password is changed': () => changeAgain(world, ana),
          'the person signs in with it': () => visitor.signsIn(ana.username, anotherPassword),
        },
        recover: async () => {
          await visitor.forgotPassword(ana.username);
          await visitor.confirmForgotPassword(ana.username, await visitor.codeFor(ana.username), anotherPassword);
        },
      };
    },
  },
  changePassword: {
    alone: '`true`: the new password is in force; sessions begun since are left',
    afterwards: '`Unauthorized`, if it was changed since',
    done: { first: 'Unauthorized', another: true, refresh: 'Unauthorized' },
    inBetween: {
      'it is changed again': { isRefused: 'Unauthorized' },
      'the person signs in with it': 'answers as first',
    },
    prepare: async (world) => {
      const { ana } = await world.people('ana');
      return {
        call: () => ana.changePassword(anotherPassword),
        effect: async () => ({
          first: await signsIn(world, ana.username, aPassword),
          another: await signsIn(world, ana.username, anotherPassword),
          refresh: await refreshes(world, ana),
        }),
        meanwhile: {
          'it is changed again': () => changeAgain(world, ana),
          'the person signs in with it': () => world.visitor.signsIn(ana.username, anotherPassword),
        },
      };
    },
  },
} as const satisfies Record<string, Repetition>;
