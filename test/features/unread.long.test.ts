import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { assertUnread } from './assertUnread.ts';
import { steps, tell } from './UnreadStory.ts';

const world = useWorld();

/** A person keeps the groups he was in: new people come before there are more of them than a page holds. */
const storiesPerCast = 25;

describe('unread', () => {
  it('is what the history holds, whatever people did', async () => {
    let told = 0;
    let cast = await world().people('ana', 'bo', 'cleo');
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        told += 1;
        if (told % storiesPerCast === 0) cast = await world().people('ana', 'bo', 'cleo');
        const talks = Object.values(await tell(cast, story));
        for (const reader of [cast.ana, cast.bo]) await assertUnread(reader, talks);
      }),
      { numRuns: 300 },
    );
  });

  it('is exact up to 99, and 100 stands for that many or more', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    for (let seq = 1; seq <= 98; seq += 1) await bo.sendMessage(ana, `text ${seq}`);

    for (const unreadCount of [99, 100, 100]) {
      const { conversationId } = await bo.sendMessage(ana, 'one more');
      expect(await ana.conversation(conversationId)).toMatchObject({ unreadCount });
    }
  });
});
