import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import { malformedIds } from '../support/malformedIds.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('user', () => {
  it('is the profile that the person sees of himself', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    expect(await bo.user(ana.id)).toEqual(await ana.me());
  });

  it('is null for an id that nobody has', async () => {
    const { ana } = await world().people('ana');

    expect(await ana.user(randomUUID())).toBeNull();
  });

  it('says nothing of blocks, and looks the same for a disabled account', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const before = await ana.user(bo.id);

    await bo.blockUser(ana);
    expect(await ana.user(bo.id)).toEqual(before);
    await new Administrator(world().runtime).disableUser(bo);

    expect(await ana.user(bo.id)).toEqual(before);
  });

  it('refuses what is no id', async () => {
    const { ana } = await world().people('ana');

    for (const id of malformedIds) {
      const error = await refused(world(), () => ana.user(id));
      expect(error, id).toMatchObject({ type: 'BadRequest', info: null });
    }
  });
});
