import { describe, expect, it } from 'vitest';
import type { Group } from '../../generated/types.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const allGroups = async (person: Person, limit: number): Promise<Group[]> => {
  const groups: Group[] = [];
  let nextToken: string | null = null;
  do {
    const page = await person.groups({ limit, nextToken });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    groups.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== null);
  return groups;
};

describe('groups', () => {
  it('lists the groups of the caller with his role in each', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const own = await ana.createGroup({ name: 'Own' });
    const joined = await bo.createGroup({ name: 'Joined', memberIds: [ana.id] });
    await bo.createGroup({ name: 'Not mine' });

    const { items } = await ana.groups();

    const roles = Object.fromEntries(items.map(({ name, myRole }) => [name, myRole]));
    expect(roles).toEqual({ Own: 'OWNER', Joined: 'MEMBER' });
    expect(items.map(({ id }) => id)).toEqual([own.id, joined.id].sort());
  });

  it('pages, past groups that the caller left', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'a direct conversation is no group');
    const created = await Promise.all(['1', '2', '3', '4', '5'].map((name) => ana.createGroup({ name })));
    await ana.leaveGroup(created[1]!.id);

    const listed = await allGroups(ana, 2);

    const expected = created.filter((_, index) => index !== 1).map(({ id }) => id);
    expect(listed.map(({ id }) => id)).toEqual(expected.sort());
  });

  it('answers a page of 100 with the members of each group', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const names = Array.from({ length: 100 }, (_, index) => `Group ${index}`);
    await Promise.all(names.map((name) => ana.createGroup({ name, memberIds: [bo.id] })));
    const members = 'members(limit: 100) { items { user { username } } }';

    const listed = await ana.request(`{ groups(limit: 100) { items { name ${members} } } }`);
    const conversations = await ana.request(`{ conversations(limit: 100) { items { group { name ${members} } } } }`);

    expect([listed.errors, conversations.errors]).toEqual([undefined, undefined]);
    const usernames = [ana.username, bo.username].sort();
    for (const { items } of [listed.data?.['groups'], conversations.data?.['conversations']] as {
      items: { members?: Group['members']; group?: Pick<Group, 'members'> }[];
    }[]) {
      const found = items.map(({ members: own, group }) =>
        (own ?? group?.members)?.items.map(({ user }) => user?.username),
      );
      expect(found.map((one) => one?.sort())).toEqual(names.map(() => usernames));
    }
  }, 60_000);

  it('is empty for who is in none', async () => {
    const { ana } = await world().people('ana');

    expect(await ana.groups()).toEqual({ items: [], nextToken: null });
  });

  it('refuses limits out of range and tokens of nobody', async () => {
    const { ana } = await world().people('ana');

    await expect(ana.groups({ limit: 0 })).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.groups({ limit: 101 })).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.groups({ nextToken: '' })).rejects.toMatchObject({ type: 'BadRequest' });
  });
});
