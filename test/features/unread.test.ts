import fc from 'fast-check';
import { describe, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { assertUnread } from './assertUnread.ts';
import { steps, tell } from './UnreadStory.ts';

const world = useWorld();

describe('unread', () => {
  it('is what the history holds, whatever people did', async () => {
    const cast = await world().people('ana', 'bo', 'cleo');
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const talks = Object.values(await tell(cast, story));
        for (const reader of [cast.ana, cast.bo]) await assertUnread(reader, talks);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
