import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const answerOf = async (person: Person, input: Record<string, unknown>): Promise<string> =>
  JSON.stringify(await person.request(operations.createGroup, { input }));

describe('createGroup', () => {
  it('makes the creator the owner and everybody named a member', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');

    const group = await ana.createGroup({ name: 'Climbers', memberIds: [bo.id, cy.id] });

    expect(group).toMatchObject({ name: 'Climbers', memberCount: 3, myRole: 'OWNER' });
    expect(group.conversationId).toBe(`group:${group.id}`);
    const seen = await bo.group(group.id);
    expect(seen).toMatchObject({ id: group.id, name: 'Climbers', memberCount: 3, myRole: 'MEMBER' });
    const roles = Object.fromEntries(seen.members.items.map(({ userId, role }) => [userId, role]));
    expect(roles).toEqual({ [ana.id]: 'OWNER', [bo.id]: 'MEMBER', [cy.id]: 'MEMBER' });
  });

  it('makes a group of one', async () => {
    const { ana } = await world().people('ana');

    const group = await ana.createGroup({ name: 'Notes to myself', memberIds: [ana.id] });

    expect(group.memberCount).toBe(1);
    expect((await ana.group(group.id)).members.items.map(({ userId }) => userId)).toEqual([ana.id]);
  });

  it('counts a person once who is named twice', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    const group = await ana.createGroup({ name: 'Two', memberIds: [bo.id, ana.id, bo.id] });

    expect(group.memberCount).toBe(2);
  });

  it('takes 24 people and refuses 25', async () => {
    const { ana } = await world().people('ana');
    const others = await world().people(...Array.from({ length: 24 }, (_, index) => `m${index}`));
    const memberIds = Object.values(others).map(({ id }) => id);

    const group = await ana.createGroup({ name: 'Many', memberIds });

    expect(group.memberCount).toBe(25);
    await expect(ana.createGroup({ name: 'More', memberIds: [...memberIds, randomUUID()] })).rejects.toMatchObject({
      type: 'LimitExceeded',
      info: { limit: 24 },
    });
  });

  it.each([
    ['an empty name', { name: '' }],
    ['a blank name', { name: ' \t ' }],
    ['a name of 101 characters', { name: 'x'.repeat(101) }],
    ['a malformed member id', { name: 'x', memberIds: ['bo'] }],
    ['a malformed group id', { name: 'x', groupId: 'mine' }],
  ])('refuses %s', async (_, input) => {
    const { ana } = await world().people('ana');

    await expect(ana.createGroup(input)).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('counts the characters of a name, not their code units', async () => {
    const { ana } = await world().people('ana');
    const name = '😀'.repeat(100);

    await expect(ana.createGroup({ name })).resolves.toMatchObject({ name });
  });

  it('answers an unknown person and one who blocked the creator alike, and creates nothing', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    await bo.blockUser(ana);
    const groupId = randomUUID();

    const blocked = await answerOf(ana, { name: 'No', groupId, memberIds: [cy.id, bo.id] });
    const unknown = await answerOf(ana, { name: 'No', groupId, memberIds: [cy.id, randomUUID()] });

    expect(JSON.parse(blocked)).toMatchObject({ errors: [{ errorType: 'RecipientUnavailable', errorInfo: null }] });
    expect(blocked).toBe(unknown);
    expect((await cy.groups()).items).toEqual([]);
    await expect(ana.group(groupId)).rejects.toMatchObject({ type: 'NotFound' });
  });

  it('tells the creator of his own block, also beside somebody who cannot be reached', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.blockUser(bo);

    const creation = ana.createGroup({ name: 'No', memberIds: [bo.id, randomUUID()] });

    await expect(creation).rejects.toMatchObject({ type: 'Forbidden', info: { reason: 'YOU_BLOCKED' } });
  });
});

describe('createGroup with a groupId', () => {
  it('answers a repeat as the first time, whatever happened since', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const input = { name: 'Band', groupId: randomUUID(), memberIds: [bo.id, cy.id] };
    const first = await ana.createGroup(input);
    await ana.removeUserFromGroup(first.id, bo);
    await ana.blockUser(cy);
    await bo.blockUser(ana);

    const repeat = await ana.createGroup({ ...input, memberIds: [cy.id, bo.id] });

    expect(repeat).toEqual(first);
    expect((await ana.group(first.id)).memberCount).toBe(2);
  });

  it('shows the members of a group that the creator left to nobody', async () => {
    const { ana } = await world().people('ana');
    const input = { name: 'Gone', groupId: randomUUID() };
    const first = await ana.createGroup(input);
    await ana.leaveGroup(first.id);
    const query = operations.createGroup.replace('conversationId', 'conversationId members { items { userId } }');

    const repeat = await ana.request(query, { input });

    expect(repeat.errors).toBeUndefined();
    expect(repeat.data?.['createGroup']).toEqual({ ...first, members: { items: [] } });
  });

  it('refuses the id for other content and for other people', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const groupId = randomUUID();
    await ana.createGroup({ name: 'Mine', groupId });

    await expect(ana.createGroup({ name: 'Other', groupId })).rejects.toMatchObject({ type: 'Conflict' });
    await expect(ana.createGroup({ name: 'Mine', groupId, memberIds: [bo.id] })).rejects.toMatchObject({
      type: 'Conflict',
    });
    await expect(bo.createGroup({ name: 'Mine', groupId })).rejects.toMatchObject({ type: 'Conflict' });
  });

  it('knows an id in capitals by its small letters', async () => {
    const { ana } = await world().people('ana');
    const groupId = randomUUID();

    const group = await ana.createGroup({ name: 'Loud', groupId: groupId.toUpperCase() });

    expect(group.id).toBe(groupId);
    expect((await ana.group(groupId.toUpperCase())).id).toBe(groupId);
  });

  it('gives two calls at once the same answer', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const groupId = randomUUID();
    const hold = world().runtime.gate.hold(({ operation }) => operation === 'TransactWriteItems');

    const both = [
      ana.createGroup({ name: 'Twice', groupId, memberIds: [bo.id] }),
      ana.createGroup({ name: 'Twice', groupId, memberIds: [bo.id] }),
    ];
    const calls = [await hold.next(), await hold.next()];
    hold.end();
    for (const call of calls) await call.release();

    const [one, other] = await Promise.all(both);
    expect(one).toEqual(other);
    expect((await bo.groups()).items.map(({ id }) => id)).toEqual([groupId]);
  });
});
