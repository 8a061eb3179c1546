import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { malformedIds } from '../support/malformedIds.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('users', () => {
  it('gives people in the order asked, also twice, and null for an id that nobody has', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const [a, b] = [await ana.me(), await bo.me()];

    expect(await ana.users([bo.id, randomUUID(), ana.id, bo.id])).toEqual([b, null, a, b]);
    expect(await ana.users([])).toEqual([]);
  });

  it('takes 100 ids in one round trip, and no more', async () => {
    const { ana } = await world().people('ana');
    const ids = [ana.id, ...Array.from({ length: 99 }, () => randomUUID())];

    expect((await ana.users(ids)).filter((person) => person !== null)).toHaveLength(1);
    const error = await refused(world(), () => ana.users([...ids, randomUUID()]));

    expect(error).toMatchObject({ type: 'LimitExceeded', info: { limit: 100 } });
  });

  it('refuses a list with one malformed id', async () => {
    const { ana } = await world().people('ana');

    for (const id of malformedIds) {
      expect(await refused(world(), () => ana.users([ana.id, id])), id).toMatchObject({ type: 'BadRequest' });
    }
  });

  it('answers Unavailable, never null, while the table leaves keys unprocessed', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    world().runtime.gate.injectFaults({ seed: 3, unprocessed: 1 });

    const answer: unknown = await ana.users([ana.id, bo.id]).catch((error: unknown) => error);
    world().runtime.gate.injectFaults(undefined);

    expect(answer).toMatchObject({ type: 'Unavailable' });
    expect(await ana.users([ana.id, bo.id])).toHaveLength(2);
  });
});
