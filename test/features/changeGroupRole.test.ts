import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('changeGroupRole', () => {
  it('makes a member an admin, and an admin a member again', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Crew', memberIds: [bo.id, cy.id] });
    const before = (await ana.group(id)).members.items.find(({ userId }) => userId === bo.id);

    expect(await ana.changeGroupRole(id, bo, 'ADMIN')).toEqual({ ...before, role: 'ADMIN' });
    await expect(bo.removeUserFromGroup(id, cy)).resolves.toMatchObject({ userId: cy.id });

    expect(await ana.changeGroupRole(id, bo, 'MEMBER')).toEqual(before);
    await expect(bo.renameGroup(id, 'Mine')).rejects.toMatchObject({ type: 'Forbidden' });
  });

  it('answers a repeat as the first time', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Crew', memberIds: [bo.id] });
    const first = await ana.changeGroupRole(id, bo, 'ADMIN');

    expect(await ana.changeGroupRole(id, bo, 'ADMIN')).toEqual(first);
  });

  it('makes nobody an owner, and changes nothing about oneself', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Crew', memberIds: [bo.id] });

    await expect(ana.changeGroupRole(id, bo, 'OWNER')).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.changeGroupRole(id, ana, 'MEMBER')).rejects.toMatchObject({ type: 'BadRequest' });
    expect(await ana.group(id)).toMatchObject({ myRole: 'OWNER' });
  });

  it('does not tell a person outside the group from nobody', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Crew' });

    const outside = await ana.changeGroupRole(id, bo, 'ADMIN').catch((error: unknown) => error);
    const nobody = await ana.changeGroupRole(id, randomUUID(), 'ADMIN').catch((error: unknown) => error);

    expect(outside).toMatchObject({ type: 'NotFound' });
    expect(outside).toEqual(nobody);
  });

  it('does not bring back a person who left while the call was under way', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Crew', memberIds: [bo.id] });
    let isHolding = true;
    const hold = world().runtime.gate.hold(({ operation }) => isHolding && operation === 'TransactWriteItems');

    const change = ana.changeGroupRole(id, bo, 'ADMIN').catch((error: unknown) => error);
    const write = await hold.next();
    isHolding = false;
    await bo.leaveGroup(id);
    hold.end();
    await write.release();

    expect(await change).toMatchObject({ type: 'NotFound' });
    expect((await ana.group(id)).members.items.map(({ userId }) => userId)).toEqual([ana.id]);
  });
});
