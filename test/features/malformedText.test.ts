import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { GraphqlAnswer } from '../support/post.ts';
import { RoleSession } from '../support/RoleSession.ts';
import { useWorld, type World } from '../support/useWorld.ts';
import { aPassword, freshUsername, type Visitor } from '../support/Visitor.ts';

const world = useWorld();

type Variables = Readonly<Record<string, unknown>>;
type Name = keyof typeof operations;

const id = randomUUID();
const username = freshUsername('ana');
const conversationId = `group:${id}`;
const page = { limit: 1, nextToken: 'token' };
const person = { groupId: id, userId: id };

/** Well-formed variables of every operation that takes a text, by who asks. */
const publicCalls: Partial<Record<Name, Variables>> = {
  registerUser: { input: { username, password: aPassword, email: 'ana@example.com', displayName: 'Ana' } },
  confirmUser: { input: { username, code: '123456' } },
  resendConfirmationCode: { username },
  authenticateUser: { input: { username, password: aPassword } },
  refreshSession: { refreshToken: 'token' },
  forgotPassword: { username },
  confirmForgotPassword: { input: { username, code: '123456', newPassword: aPassword } },
};
const personalCalls: Partial<Record<Name, Variables>> = {
  changePassword: { input: { oldPassword: aPassword, newPassword: 'Another-Horse-8' } },
  updateProfile: { input: { displayName: 'Ana' } },
  user: { id },
  userByUsername: { username },
  users: { ids: [id] },
  conversations: page,
  conversation: { id: conversationId },
  messages: { conversationId },
  markRead: { conversationId, seq: 1 },
  sendMessage: { input: { recipientId: id, text: 'Hello', clientMessageId: id } },
  checkMessages: { since: 'cursor' },
  blockUser: { userId: id },
  unblockUser: { userId: id },
  blockedUsers: page,
  createGroup: { input: { name: 'Club', groupId: id, memberIds: [id] } },
  renameGroup: { input: { groupId: id, name: 'Club' } },
  deleteGroup: { groupId: id },
  addUserToGroup: { input: person },
  removeUserFromGroup: person,
  changeGroupRole: { input: { ...person, role: 'ADMIN' } },
  transferGroup: person,
  leaveGroup: { groupId: id },
  sendGroupMessage: { input: { groupId: id, text: 'Hello', clientMessageId: id } },
  group: { id, ...page },
  groups: page,
};
const operatorCalls: Partial<Record<Name, Variables>> = { disableUser: { userId: id }, enableUser: { userId: id } };

/** What is put in place of a text, made of it. */
const faults: Readonly<Record<string, (text: string) => string>> = {
  'a lone high surrogate at its end': (text) => `${text}\uD83D`,
  'a lone low surrogate at its beginning': (text) => `\uDE00${text}`,
  'a lone surrogate alone': () => '\uD83D',
  'halves in the wrong order': (text) => `${text}\uDE00\uD83D`,
  'a null character': (text) => `${text}\u0000`,
  nothing: () => '',
  'more than a key can hold': (text) => text + 'a'.repeat(3_000),
};

/** The variables with one text of them changed, by the place of the text; a role is no text. */
const spoiled = (value: unknown, spoil: (text: string) => string, place = ''): [place: string, changed: unknown][] => {
  if (typeof value === 'string') return place.endsWith('.role') ? [] : [[place, spoil(value)]];
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value);
  return members.flatMap(([key, member]) =>
    spoiled(member, spoil, `${place}.${key}`).map(([where, changed]): [string, unknown] => [
      where,
      Array.isArray(value) ? [changed] : { ...value, [key]: changed },
    ]),
  );
};

const refusals = [
  'BadRequest',
  'Unauthorized',
  'NotFound',
  'LimitExceeded',
  'Forbidden',
  'RecipientUnavailable',
  'Conflict',
];
/** AppSync's own refusal of a variable, which has no type. */
const isOfScalar = ({ errors = [] }: GraphqlAnswer): boolean =>
  errors.some(({ message, errorType }) => errorType == null && message.startsWith('Variable '));

const everyCall = Object.entries({ ...publicCalls, ...personalCalls, ...operatorCalls }) as [Name, Variables][];

const asker = (setting: World, name: Name): Promise<Pick<Visitor, 'request'>> | Pick<Visitor, 'request'> => {
  if (name in publicCalls) return setting.visitor;
  if (name in personalCalls) return setting.visitor.joins('ana');
  return new RoleSession(setting.runtime, 'AdministrationRole');
};

describe.each(everyCall)('%s', (name, variables) => {
  it.each(Object.entries(faults))('does not ask to try again for %s', async (_, spoil) => {
    const someone = await asker(world(), name);
    for (const [place, changed] of spoiled(variables, spoil)) {
      const answer = await someone.request(operations[name], changed as Variables);
      if (isOfScalar(answer)) continue;
      const types = (answer.errors ?? []).map(({ errorType }) => errorType);
      expect({ place, types: types.filter((type) => !refusals.includes(type ?? '')) }).toEqual({ place, types: [] });
    }
  });
});

describe('the table of calls', () => {
  it('has every operation that takes a text', () => {
    const named = new Set(everyCall.map(([name]) => name));
    const takesText = ([name, text]: [string, string]) =>
      /\$/.test(text) && !['publishMessage', 'endSubscriptions'].includes(name);

    const missing = Object.entries(operations).filter((entry) => takesText(entry) && !named.has(entry[0] as Name));
    expect(missing.map(([name]) => name)).toEqual([]);
  });
});
