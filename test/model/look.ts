import type { Message } from '../../generated/types.ts';
import { MessagingError } from '../support/MessagingError.ts';
import type { Person } from '../support/Person.ts';
import { assertSame } from './assertSame.ts';
import type { Cast } from './Cast.ts';
import type { Model } from './Model.ts';
import * as views from './modelViews.ts';

const typeOf = (error: unknown): string => {
  if (!(error instanceof MessagingError)) throw error;
  return error.type;
};

const forwards = async (person: Person, id: string): Promise<Message[]> => {
  const messages: Message[] = [];
  for (let hasMore = true; hasMore;) {
    const page = await person.messages(id, { afterSeq: messages.at(-1)?.seq ?? 0, limit: 100 });
    messages.push(...page.items);
    ({ hasMore } = page);
  }
  return messages;
};

const backwards = async (person: Person, id: string): Promise<Message[]> => {
  let messages: Message[] = [];
  for (let hasMore = true; hasMore;) {
    const before = messages[0] && { beforeSeq: messages[0].seq };
    const page = await person.messages(id, { ...before, limit: 4 });
    messages = [...page.items, ...messages];
    ({ hasMore } = page);
  }
  return messages;
};

const groupsOf = async (person: Person) => {
  const { items } = await person.groups();
  return Promise.all(
    items.map(async (group) => {
      const { members } = await person.group(group.id);
      return { ...group, members: members.items };
    }),
  );
};

const blockedUsersOf = async (person: Person): Promise<string[]> => {
  const { items } = await person.blockedUsers();
  return items.map(({ userId }) => userId).sort();
};

/** One thing that there is and that is not the person's to see. */
const foreignIn = (model: Model, me: string) => ({
  conversationId: [...model.conversations].find(([, { rows }]) => !rows.has(me))?.[0],
  groupId: [...model.conversations.values()].find(({ group, rows }) => group && rows.get(me)?.fromSeq === undefined)
    ?.group?.id,
});

const assertForeign = async (person: Person, model: Model): Promise<void> => {
  const { conversationId, groupId } = foreignIn(model, person.id);
  const refusals = await Promise.all([
    conversationId && person.messages(conversationId).catch(typeOf),
    conversationId && person.conversation(conversationId).catch(typeOf),
    groupId && person.group(groupId).catch(typeOf),
  ]);
  const expected = [conversationId, conversationId, groupId].map((id) => id && 'NotFound');
  assertSame(`what is foreign to ${person.username}`, refusals, expected);
};

/** What has come over a person's socket. */
export const compareSocket = async (cast: Cast, model: Model, userId: string): Promise<void> => {
  const expected = model.sockets.get(userId) ?? [];
  assertSame(`the socket of ${userId}`, await cast.received(userId), expected);
};

const compareHistories = async (person: Person, model: Model): Promise<void> => {
  const ids = views.conversations(model, person.id).map(({ id }) => id);
  await Promise.all(
    ids.map(async (id) => {
      const expected = views.history(model, person.id, id);
      const [forth, back] = await Promise.all([forwards(person, id), backwards(person, id)]);
      assertSame(`the history of ${id} for ${person.username}`, forth, expected);
      assertSame(`the history of ${id} for ${person.username}, backwards`, back, expected);
    }),
  );
};

/** Everything that a person can see, on every surface. */
export const comparePerson = async (cast: Cast, model: Model, person: Person): Promise<void> => {
  const { id, username } = person;
  const [conversations, { messages }, groups, blockedUsers] = await Promise.all([
    person.conversations(),
    person.checkMessages({ limit: 100 }),
    groupsOf(person),
    blockedUsersOf(person),
    compareHistories(person, model),
    assertForeign(person, model),
    compareSocket(cast, model, id),
  ]);
  assertSame(`conversations of ${username}`, conversations.items, views.conversations(model, id));
  assertSame(`unread messages of ${username}`, messages, views.unread(model, id));
  assertSame(`groups of ${username}`, groups, views.groups(model, id));
  assertSame(`blockedUsers of ${username}`, blockedUsers, views.blockedUsers(model, id));
};
