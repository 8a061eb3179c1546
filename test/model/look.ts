import { MessagingError } from '../support/MessagingError.ts';
import type { Person } from '../support/Person.ts';
import { assertSame } from './assertSame.ts';
import type { Cast } from './Cast.ts';
import type { Model } from './Model.ts';
import { seenBy } from './modelViews.ts';
import { readPerson } from './readPerson.ts';

/** Everything that a person can see, on every surface. */
export const comparePerson = async (model: Model, person: Person): Promise<void> => {
  const { histories, ...expected } = seenBy(model, person.id);
  const { histories: found, ...seen } = await readPerson(
    person,
    histories.map(({ id }) => id),
  );
  const bothWays = histories.map((history) => ({ ...history, backwards: history.messages }));
  assertSame(`what ${person.username} sees`, seen, expected);
  assertSame(`the histories of ${person.username}`, found, bothWays);
};

/** What has come over people's sockets. */
export const compareSockets = async (cast: Cast, model: Model, userIds: readonly string[]): Promise<void> => {
  const received = await cast.received(userIds);
  for (const userId of userIds) {
    assertSame(`the socket of ${userId}`, received.get(userId) ?? [], model.sockets.get(userId) ?? []);
  }
};

const typeOf = (error: unknown): string => {
  if (!(error instanceof MessagingError)) throw error;
  return error.type;
};

/** Something that there is and that is not the person's to see is as if it were not. */
export const assertForeign = async (model: Model, person: Person): Promise<void> => {
  const conversations = [...model.conversations.values()];
  const foreign = conversations.find(({ rows }) => !rows.has(person.id))?.head.conversationId;
  const groupId = conversations.find(({ group, rows }) => group && rows.get(person.id)?.fromSeq === undefined)?.group
    ?.id;
  const answers = await Promise.all([
    ...(foreign === undefined
      ? []
      : [person.messages(foreign), person.conversation(foreign)].map((answer) => answer.catch(typeOf))),
    ...(groupId === undefined ? [] : [person.group(groupId).catch(typeOf)]),
  ]);
  assertSame(
    `what is foreign to ${person.username}`,
    answers,
    answers.map(() => 'NotFound'),
  );
};
