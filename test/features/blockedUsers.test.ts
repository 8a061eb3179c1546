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
});
