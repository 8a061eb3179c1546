import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const answerOf = async (person: Person, id: string): Promise<string> =>
  JSON.stringify(await person.request(operations.group, { id }));

describe('group', () => {
  it('pages through its members with their profiles', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Book club', memberIds: [bo.id, cy.id] });

    const first = await bo.group(id, { limit: 2 });
    const second = await bo.group(id, { limit: 2, nextToken: first.members.nextToken! });

    const members = [...first.members.items, ...second.members.items];
    expect(second.members.nextToken).toBeNull();
    expect(members.map(({ userId }) => userId)).toEqual([ana, bo, cy].map((person) => person.id).sort());
    expect(members.map(({ user }) => user?.id)).toEqual(members.map(({ userId }) => userId));
  });

  it('does not tell a foreign group from an unknown or deleted one', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const foreign = await ana.createGroup({ name: 'Foreign' });
    const deleted = await bo.createGroup({ name: 'Deleted' });
    await bo.leaveGroup(deleted.id);

    const answers = [await answerOf(bo, foreign.id), await answerOf(bo, deleted.id), await answerOf(bo, randomUUID())];

    expect(JSON.parse(answers[0]!)).toMatchObject({ data: { group: null }, errors: [{ errorType: 'NotFound' }] });
    expect(new Set(answers).size).toBe(1);
  });

  it('refuses what is no id, no limit, or no token', async () => {
    const { ana } = await world().people('ana');
    const { id } = await ana.createGroup({ name: 'Book club' });

    await expect(ana.group('book-club')).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.group(id, { limit: 0 })).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.group(id, { limit: 101 })).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.group(id, { nextToken: '' })).rejects.toMatchObject({ type: 'BadRequest' });
  });
});
