import { setTimeout } from 'node:timers/promises';
import { MessagingError } from '../support/MessagingError.ts';
import type { Person } from '../support/Person.ts';

/** Asked again so often, with growing pauses, as docs/retries.md tells clients to. */
const mostRepeats = 30;
const mostPauseMilliseconds = 100;

const add = async (adder: Person, groupId: string, userId: string): Promise<number> => {
  for (let repeats = 0; ; repeats += 1) {
    try {
      await adder.addUserToGroup(groupId, userId);
      return repeats;
    } catch (error) {
      const isTransient = error instanceof MessagingError && error.type === 'Unavailable';
      if (!isTransient || repeats === mostRepeats) throw error;
    }
    await setTimeout(Math.random() * Math.min(mostPauseMilliseconds, 5 * 2 ** repeats));
  }
};

/**
 * Has several people add others at the same time, each one after the other.
 *
 * @returns how often a call was repeated because it was told `Unavailable`
 */
export const fillByCalls = async (
  adders: readonly Person[],
  groupId: string,
  userIds: readonly string[],
): Promise<number> => {
  const waiting = userIds.values();
  let repeated = 0;
  const work = async (adder: Person): Promise<void> => {
    for (const userId of waiting) repeated += await add(adder, groupId, userId);
  };
  const outcomes = await Promise.allSettled(adders.map(work));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return repeated;
};
