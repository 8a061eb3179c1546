import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('blockedUsers', () => {
  it('lists whom I blocked, page by page, with their profiles', async () => {
    const { ana, bo, cy, di } = await world().people('ana', 'bo', 'cy', 'di');
    for (const person of [bo, cy, di]) await ana.blockUser(person);

    const first = await ana.blockedUsers({ limit: 2 });
    const second = await ana.blockedUsers({ limit: 2, nextToken: first.nextToken });

    expect(first.items).toHaveLength(2);
    expect(second.nextToken).toBeNull();
    const names = [...first.items, ...second.items].map(({ user }) => user?.username);
    expect(names.sort()).toEqual([bo.username, cy.username, di.username].sort());
  });

  it('shows nobody who blocked me', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    await bo.blockUser(ana);

    expect(await ana.blockedUsers()).toEqual({ items: [], nextToken: null });
  });

  it.each([-1, 0, 101])('refuses the limit %i', async (limit) => {
    const { ana } = await world().people('ana');

    await expect(ana.blockedUsers({ limit })).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it.each(['', 'garbage', Buffer.from('{"version":3}').toString('base64')])(
    'refuses the token %j',
    async (nextToken) => {
      const { ana } = await world().people('ana');

      await expect(ana.blockedUsers({ nextToken })).rejects.toMatchObject({ type: 'BadRequest' });
    },
  );

  it('refuses the token of another person’s list and of another list', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    for (const person of [bo, cy]) await ana.blockUser(person);
    for (const person of [ana, bo]) await cy.blockUser(person);
    for (const name of ['One', 'Two']) await ana.createGroup({ name });
    const mine = (await ana.blockedUsers({ limit: 1 })).nextToken;
    const hers = (await cy.blockedUsers({ limit: 1 })).nextToken;
    const ofGroups = (await ana.groups({ limit: 1 })).nextToken;
    expect([mine, hers, ofGroups]).not.toContain(null);

    for (const nextToken of [hers, ofGroups, `${mine ?? ''}x`, (mine ?? '').slice(0, -4)]) {
      await expect(ana.blockedUsers({ nextToken })).rejects.toMatchObject({ type: 'BadRequest', info: null });
    }
    expect((await ana.blockedUsers({ nextToken: mine })).items).toHaveLength(1);
  });
});
