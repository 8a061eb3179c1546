import { expect } from 'vitest';
import type { Person } from '../support/Person.ts';
import { recount } from './UnreadStory.ts';

const allUnread = async (person: Person): Promise<number> => {
  const page = await person.checkMessages({ limit: 100 });
  expect(page.hasMore).toBe(false);
  return page.messages.length;
};

/** What every surface says of a person's unread messages is what his history holds. */
export const assertUnread = async (person: Person, talks: readonly string[]): Promise<void> => {
  const { items } = await person.conversations({ limit: 100 });
  const shown = items.filter(({ id }) => talks.includes(id));
  expect(shown).toHaveLength(talks.length);
  for (const talk of shown) {
    expect(talk.unreadCount).toBe(Math.min(100, await recount(person, talk)));
  }
  expect(items.reduce((sum, { unreadCount }) => sum + unreadCount, 0)).toBe(await allUnread(person));
};
