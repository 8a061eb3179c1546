import { describe, expect, it } from 'vitest';
import type { Person } from '../support/Person.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const rolesIn = async (person: Person, id: string): Promise<Record<string, string>> =>
  Object.fromEntries((await person.group(id)).members.items.map(({ userId, role }) => [userId, role]));

describe('transferGroup', () => {
  it('makes another member the owner, and the former one an admin', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Band', memberIds: [bo.id] });

    const group = await ana.transferGroup(id, bo);

    expect(group).toMatchObject({ id, name: 'Band', memberCount: 2, myRole: 'ADMIN' });
    expect(await rolesIn(bo, id)).toEqual({ [ana.id]: 'ADMIN', [bo.id]: 'OWNER' });
  });

  it('lets the former owner leave', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Band', memberIds: [bo.id] });
    await ana.transferGroup(id, bo);

    await expect(ana.leaveGroup(id)).resolves.toMatchObject({ role: 'ADMIN' });
    expect(await bo.group(id)).toMatchObject({ myRole: 'OWNER', memberCount: 1 });
  });

  it('answers a repeat as the first time, and gives nothing away a second time', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Band', memberIds: [bo.id, cy.id] });
    const first = await ana.transferGroup(id, bo);

    expect(await ana.transferGroup(id, bo)).toEqual(first);
    await expect(ana.transferGroup(id, cy)).rejects.toMatchObject({ type: 'Forbidden' });
    expect(await rolesIn(ana, id)).toEqual({ [ana.id]: 'ADMIN', [bo.id]: 'OWNER', [cy.id]: 'MEMBER' });
  });

  it('does not take an admin for the former owner, who never was it', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Band', memberIds: [bo.id] });
    await ana.addUserToGroup(id, cy, 'ADMIN');
    await ana.transferGroup(id, bo);

    await expect(cy.transferGroup(id, bo)).rejects.toMatchObject({ type: 'Forbidden' });
  });

  it('refuses oneself, and a person outside the group', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Band' });

    await expect(ana.transferGroup(id, ana)).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.transferGroup(id, bo)).rejects.toMatchObject({ type: 'NotFound' });
    await expect(bo.transferGroup(id, ana)).rejects.toMatchObject({ type: 'NotFound' });
  });

  it('makes one owner of two who are named at once', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Band', memberIds: [bo.id, cy.id] });
    const hold = world().runtime.gate.hold(({ operation }) => operation === 'TransactWriteItems');

    const both = Promise.allSettled([ana.transferGroup(id, bo), ana.transferGroup(id, cy)]);
    const calls = [await hold.next(), await hold.next()];
    hold.end();
    for (const call of calls) await call.release();

    const outcomes = await both;
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ type: 'Forbidden' });
    expect(Object.values(await rolesIn(ana, id)).sort()).toEqual(['ADMIN', 'MEMBER', 'OWNER']);
  });

  it.each(['the transfer', 'the leave'])('and a leave of the next owner at once: %s is first', async (first) => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Band', memberIds: [bo.id] });
    let isHolding = true;
    const hold = world().runtime.gate.hold(({ operation }) => isHolding && operation === 'TransactWriteItems');
    const settled = (run: Promise<unknown>): Promise<unknown> => run.catch((error: unknown) => error);

    const transfer = settled(ana.transferGroup(id, bo));
    const transferWrite = await hold.next();
    const leave = settled(bo.leaveGroup(id));
    const leaveWrite = await hold.next();
    isHolding = false;
    if (first === 'the transfer') {
      await transferWrite.release();
      await transfer;
      await leaveWrite.release();
    } else {
      await leaveWrite.release();
      await leave;
      await transferWrite.release();
    }
    hold.end();

    if (first === 'the transfer') {
      expect(await transfer).toMatchObject({ myRole: 'ADMIN' });
      expect(await leave).toMatchObject({ type: 'Forbidden', info: { reason: 'OWNER_MUST_TRANSFER' } });
      expect(await rolesIn(ana, id)).toEqual({ [ana.id]: 'ADMIN', [bo.id]: 'OWNER' });
    } else {
      expect(await leave).toMatchObject({ role: 'MEMBER' });
      expect(await transfer).toMatchObject({ type: 'NotFound' });
      expect(await rolesIn(ana, id)).toEqual({ [ana.id]: 'OWNER' });
    }
  });

  it('does not bring back to life a group that was deleted meanwhile', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Band', memberIds: [bo.id] });
    let isHolding = true;
    const hold = world().runtime.gate.hold(({ operation }) => isHolding && operation === 'TransactWriteItems');

    const transfer = ana.transferGroup(id, bo).catch((error: unknown) => error);
    const write = await hold.next();
    isHolding = false;
    await ana.deleteGroup(id);
    hold.end();
    await write.release();

    expect(await transfer).toMatchObject({ type: 'NotFound' });
    expect((await bo.groups()).items).toEqual([]);
  });

  it('is no repeat when the group has fallen to another person since', async () => {
    const { ana, bo, cleo } = await world().people('ana', 'bo', 'cleo');
    const { id } = await ana.createGroup({ name: 'Band', memberIds: [bo.id, cleo.id] });
    await ana.transferGroup(id, bo);
    await bo.changeGroupRole(id, cleo, 'ADMIN');
    await bo.changeGroupRole(id, ana, 'MEMBER');
    await bo.deleteAccount();

    const outcome = await refused(world(), () => ana.transferGroup(id, cleo));

    expect(outcome).toMatchObject({ type: 'Forbidden' });
    expect(await rolesIn(ana, id)).toEqual({ [ana.id]: 'MEMBER', [cleo.id]: 'OWNER' });
  });
});
