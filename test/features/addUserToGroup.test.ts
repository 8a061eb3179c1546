import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const answerOf = async (person: Person, groupId: string, userId: string): Promise<string> =>
  JSON.stringify(await person.request(operations.addUserToGroup, { input: { groupId, userId } }));

describe('addUserToGroup', () => {
  it('adds a person as a member', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Chess' });

    const membership = await ana.addUserToGroup(id, bo);

    expect(membership).toMatchObject({ groupId: id, userId: bo.id, role: 'MEMBER', user: { id: bo.id } });
    expect(await bo.group(id)).toMatchObject({ memberCount: 2, myRole: 'MEMBER' });
  });

  it('shows the person what is sent from then on, and nothing before', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Chess' });
    await ana.sendGroupMessage(id, 'before');
    await ana.addUserToGroup(id, bo);
    await ana.sendGroupMessage(id, 'after');

    const { messages } = await bo.checkMessages();

    expect(messages.map(({ seq, text }) => [seq, text])).toEqual([[2, 'after']]);
  });

  it('changes nothing for a person who is in the group already', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Chess' });
    const first = await ana.addUserToGroup(id, bo, 'ADMIN');

    const repeat = await ana.addUserToGroup(id, bo, 'ADMIN');

    expect(repeat).toEqual(first);
    expect((await ana.group(id)).memberCount).toBe(2);
    await expect(ana.addUserToGroup(id, bo)).rejects.toMatchObject({ type: 'Conflict' });
  });

  it('lets admins add members only, and members nobody', async () => {
    const { ana, bo, cy, di, eve } = await world().people('ana', 'bo', 'cy', 'di', 'eve');
    const { id } = await ana.createGroup({ name: 'Chess', memberIds: [cy.id] });
    await ana.addUserToGroup(id, bo, 'ADMIN');

    await expect(bo.addUserToGroup(id, di)).resolves.toMatchObject({ role: 'MEMBER' });
    await expect(bo.addUserToGroup(id, eve, 'ADMIN')).rejects.toMatchObject({ type: 'Forbidden' });
    await expect(cy.addUserToGroup(id, eve)).rejects.toMatchObject({ type: 'Forbidden' });
  });

  it('answers an unknown person and one who blocked the caller alike, in as many round trips', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Chess' });
    await bo.blockUser(ana);

    const blocked = await answerOf(ana, id, bo.id);
    const unknown = await answerOf(ana, id, randomUUID());

    expect(JSON.parse(blocked)).toMatchObject({ errors: [{ errorType: 'RecipientUnavailable', errorInfo: null }] });
    expect(blocked).toBe(unknown);
    await expect(bo.group(id)).rejects.toMatchObject({ type: 'NotFound' });
  });

  it('tells the caller of his own block', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Chess' });
    await ana.blockUser(bo);
    await bo.blockUser(ana);

    await expect(ana.addUserToGroup(id, bo)).rejects.toMatchObject({
      type: 'Forbidden',
      info: { reason: 'YOU_BLOCKED' },
    });
  });

  it('refuses a person whose block comes between the look and the write', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Chess' });
    const hold = world().runtime.gate.hold(({ operation }) => operation === 'TransactWriteItems');

    const addition = answerOf(ana, id, bo.id);
    const write = await hold.next();
    await bo.blockUser(ana);
    hold.end();
    await write.release();

    expect(await addition).toBe(await answerOf(ana, id, randomUUID()));
    await expect(bo.group(id)).rejects.toMatchObject({ type: 'NotFound' });
  });

  it('has one answer for groups that are unknown, foreign and deleted', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const foreign = await ana.createGroup({ name: 'Foreign' });
    const deleted = await bo.createGroup({ name: 'Deleted' });
    await bo.leaveGroup(deleted.id);

    const answers = [
      await answerOf(bo, foreign.id, cy.id),
      await answerOf(bo, deleted.id, cy.id),
      await answerOf(bo, randomUUID(), cy.id),
    ];

    expect(JSON.parse(answers[0]!)).toMatchObject({ errors: [{ errorType: 'NotFound' }] });
    expect(new Set(answers).size).toBe(1);
  });

  it('refuses the role of the owner, oneself, and malformed ids', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Chess' });

    await expect(ana.addUserToGroup(id, bo, 'OWNER')).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.addUserToGroup(id, ana)).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.addUserToGroup(id, 'bo')).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.addUserToGroup('chess', bo)).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('counts two people who are added at once', async () => {
    const { ana, bo, cy, di } = await world().people('ana', 'bo', 'cy', 'di');
    const { id } = await ana.createGroup({ name: 'Chess' });

    await Promise.all([bo, cy, di].map((person) => ana.addUserToGroup(id, person)));

    expect(await ana.group(id)).toMatchObject({ memberCount: 4, members: { items: { length: 4 } } });
  });

  it('serves nobody who has signed out', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Chess' });
    await ana.request('mutation { signOut }');

    await expect(ana.addUserToGroup(id, bo)).rejects.toMatchObject({ type: 'Unauthorized' });
  });
});
