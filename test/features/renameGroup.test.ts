import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const answerOf = async (person: Person, groupId: string): Promise<string> =>
  JSON.stringify(await person.request(operations.renameGroup, { input: { groupId, name: 'Other' } }));

describe('renameGroup', () => {
  it('gives the group another name for everybody in it', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, createdAt } = await ana.createGroup({ name: 'Chess', memberIds: [bo.id] });

    const group = await ana.renameGroup(id, 'Chess & Go');

    expect(group).toEqual({
      id,
      name: 'Chess & Go',
      createdAt,
      memberCount: 2,
      myRole: 'OWNER',
      conversationId: `group:${id}`,
    });
    expect((await bo.group(id)).name).toBe('Chess & Go');
    expect((await bo.conversation(group.conversationId)).group?.name).toBe('Chess & Go');
  });

  it('is for admins too, and not for members', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Chess', memberIds: [cy.id] });
    await ana.addUserToGroup(id, bo, 'ADMIN');

    expect(await bo.renameGroup(id, 'By an admin')).toMatchObject({ name: 'By an admin', myRole: 'ADMIN' });
    await expect(cy.renameGroup(id, 'By a member')).rejects.toMatchObject({ type: 'Forbidden' });
    expect((await ana.group(id)).name).toBe('By an admin');
  });

  it('answers a repeat as the first time', async () => {
    const { ana } = await world().people('ana');
    const { id } = await ana.createGroup({ name: 'Chess' });
    const first = await ana.renameGroup(id, 'Go');

    expect(await ana.renameGroup(id, 'Go')).toEqual(first);
  });

  it('does not undo how the group was created: a repeat of the creation tells its first name', async () => {
    const { ana } = await world().people('ana');
    const input = { name: 'Chess', groupId: randomUUID() };
    const created = await ana.createGroup(input);
    await ana.renameGroup(created.id, 'Go');

    expect(await ana.createGroup(input)).toEqual(created);
    expect((await ana.group(created.id)).name).toBe('Go');
  });

  it.each(['', ' \t ', 'x'.repeat(101)])('refuses the name %j', async (name) => {
    const { ana } = await world().people('ana');
    const { id } = await ana.createGroup({ name: 'Chess' });

    await expect(ana.renameGroup(id, name)).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('has one answer for groups that are unknown, foreign and deleted', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const foreign = await ana.createGroup({ name: 'Foreign' });
    const deleted = await bo.createGroup({ name: 'Deleted' });
    await bo.deleteGroup(deleted.id);

    const answers = [await answerOf(bo, foreign.id), await answerOf(bo, deleted.id), await answerOf(bo, randomUUID())];

    expect(JSON.parse(answers[0]!)).toMatchObject({ errors: [{ errorType: 'NotFound' }] });
    expect(new Set(answers).size).toBe(1);
  });

  it.each([
    ['renameGroup', (ana: Person, id: string) => ana.renameGroup(id, 'Go')],
    ['transferGroup', (ana: Person, id: string, bo: Person) => ana.transferGroup(id, bo)],
  ] as const)('%s answers with the members that are left when one leaves meanwhile', async (_, change) => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Chess', memberIds: [bo.id, cy.id] });
    let isHeld = false;
    const hold = world().runtime.gate.hold(
      ({ operation }) => !isHeld && operation === 'TransactWriteItems' && (isHeld = true),
    );

    const changed = change(ana, id, bo);
    const write = await hold.next();
    await cy.leaveGroup(id);
    await write.release();
    hold.end();

    expect((await changed).memberCount).toBe(2);
  });

  it('is refused to who lost the role while the call was under way', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Chess' });
    await ana.addUserToGroup(id, bo, 'ADMIN');
    const hold = world().runtime.gate.hold(({ operation }) => operation === 'TransactWriteItems');

    const rename = bo.renameGroup(id, 'Mine').catch((error: unknown) => error);
    const write = await hold.next();
    const change = ana.changeGroupRole(id, bo, 'MEMBER');
    await (await hold.next()).release();
    hold.end();
    await change;
    await write.release();

    expect(await rename).toMatchObject({ type: 'Forbidden' });
    expect((await ana.group(id)).name).toBe('Chess');
  });
});
