import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { malformedIds } from '../support/malformedIds.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('unblockUser', () => {
  it('lets messages through again, and not those that were refused meanwhile', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await bo.blockUser(ana);
    await expect(ana.sendMessage(bo, 'Refused.')).rejects.toMatchObject({ type: 'RecipientUnavailable' });

    const block = await bo.unblockUser(ana);

    expect(block).toMatchObject({ userId: ana.id, createdAt: null, user: { id: ana.id } });
    expect((await ana.sendMessage(bo, 'Welcome.')).seq).toBe(1);
    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['Welcome.']);
  });

  it('changes nothing when it is repeated, or when there was no block', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    await bo.blockUser(ana);

    const first = await bo.unblockUser(ana);

    expect(await bo.unblockUser(ana)).toEqual(first);
    expect(await bo.unblockUser(cy)).toMatchObject({ userId: cy.id, createdAt: null });
    expect((await bo.blockedUsers()).items).toEqual([]);
  });

  it('answers for an id that nobody has', async () => {
    const { ana } = await world().people('ana');
    const nobody = randomUUID();

    expect(await ana.unblockUser(nobody)).toEqual({ userId: nobody, user: null, createdAt: null });
  });

  it('refuses oneself and what is no id', async () => {
    const { ana } = await world().people('ana');

    for (const id of [...malformedIds, ana.id]) {
      expect(await refused(world(), () => ana.unblockUser(id)), id).toMatchObject({ type: 'BadRequest', info: null });
    }
  });
});
