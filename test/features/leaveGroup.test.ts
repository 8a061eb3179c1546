import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const answerOf = async (person: Person, groupId: string): Promise<string> =>
  JSON.stringify(await person.request(operations.leaveGroup, { groupId }));

describe('leaveGroup', () => {
  it('takes the caller out of the group', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Run club', memberIds: [bo.id] });

    const membership = await bo.leaveGroup(id);

    expect(membership).toMatchObject({ groupId: id, userId: bo.id, role: 'MEMBER', user: { username: bo.username } });
    expect((await ana.group(id)).memberCount).toBe(1);
    expect((await bo.groups()).items).toEqual([]);
  });

  it('answers a repeat as the first time', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Run club', memberIds: [bo.id] });
    const first = await bo.leaveGroup(id);

    const repeat = await bo.leaveGroup(id);

    expect(repeat).toEqual(first);
    expect((await ana.group(id)).memberCount).toBe(1);
  });

  it('keeps the owner as long as somebody else is in the group', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Run club', memberIds: [bo.id] });

    await expect(ana.leaveGroup(id)).rejects.toMatchObject({
      type: 'Forbidden',
      info: { reason: 'OWNER_MUST_TRANSFER' },
    });
    expect(await ana.group(id)).toMatchObject({ myRole: 'OWNER', memberCount: 2 });
  });

  it('deletes the group with its last member, once', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Run club', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'hello');
    await bo.leaveGroup(id);

    const first = await ana.leaveGroup(id);

    expect(first).toMatchObject({ userId: ana.id, role: 'OWNER' });
    expect(await ana.leaveGroup(id)).toEqual(first);
    await expect(ana.group(id)).rejects.toMatchObject({ type: 'NotFound' });
    await expect(ana.sendGroupMessage(id, 'anybody?')).rejects.toMatchObject({ type: 'NotFound' });
    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['hello']);
  });

  it('lets nobody in who is added while the last member leaves', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Run club' });
    const hold = world().runtime.gate.hold(({ operation }) => operation === 'TransactWriteItems');

    const addition = ana.addUserToGroup(id, bo).catch((error: unknown) => error);
    const write = await hold.next();
    const departure = ana.leaveGroup(id);
    await (await hold.next()).release();
    hold.end();
    await departure;
    await write.release();

    expect(await addition).toMatchObject({ type: 'NotFound' });
    expect((await bo.groups()).items).toEqual([]);
  });

  it('has one answer for groups that are unknown and foreign', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const foreign = await ana.createGroup({ name: 'Foreign' });

    const answer = await answerOf(bo, foreign.id);

    expect(JSON.parse(answer)).toMatchObject({ errors: [{ errorType: 'NotFound' }] });
    expect(answer).toBe(await answerOf(bo, randomUUID()));
  });

  it('succeeds beside conflicts with other writes', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Run club', memberIds: [bo.id, cy.id] });
    world().runtime.gate.injectFaults({ seed: 7, conflict: 0.3 });

    const [left, removed] = await Promise.all([bo.leaveGroup(id), ana.removeUserFromGroup(id, cy)]);
    world().runtime.gate.injectFaults(undefined);

    expect([left.userId, removed.userId]).toEqual([bo.id, cy.id]);
    expect((await ana.group(id)).memberCount).toBe(1);
  });
});
