import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const answerOf = async (person: Person, groupId: string, userId: string): Promise<string> =>
  JSON.stringify(await person.request(operations.removeUserFromGroup, { groupId, userId }));

const textsOf = async (person: Person): Promise<(string | null | undefined)[]> => {
  const { messages } = await person.checkMessages();
  return messages.map(({ text }) => text);
};

describe('removeUserFromGroup', () => {
  it('takes a person out of the group, with the role and time of his stay', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Choir' });
    const { joinedAt } = await ana.addUserToGroup(id, bo, 'ADMIN');

    const membership = await ana.removeUserFromGroup(id, bo);

    expect(membership).toMatchObject({ groupId: id, userId: bo.id, role: 'ADMIN', joinedAt, user: { id: bo.id } });
    expect((await ana.group(id)).members.items.map(({ userId }) => userId)).toEqual([ana.id]);
    expect((await bo.groups()).items).toEqual([]);
    await expect(bo.group(id)).rejects.toMatchObject({ type: 'NotFound' });
    await expect(bo.sendGroupMessage(id, 'still here?')).rejects.toMatchObject({ type: 'NotFound' });
  });

  it('answers a repeat as the first time', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Choir', memberIds: [bo.id] });
    const first = await ana.removeUserFromGroup(id, bo);

    const repeat = await ana.removeUserFromGroup(id, bo);

    expect(repeat).toEqual(first);
    expect((await ana.group(id)).memberCount).toBe(1);
  });

  it('gives two calls at once the same answer, and one effect', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Choir', memberIds: [bo.id, cy.id] });

    const [one, other] = await Promise.all([ana.removeUserFromGroup(id, bo), ana.removeUserFromGroup(id, bo)]);

    expect(one).toEqual(other);
    expect((await ana.group(id)).memberCount).toBe(2);
  });

  it('lets admins remove members only, and members nobody', async () => {
    const { ana, bo, cy, di } = await world().people('ana', 'bo', 'cy', 'di');
    const { id } = await ana.createGroup({ name: 'Choir', memberIds: [di.id] });
    await ana.addUserToGroup(id, bo, 'ADMIN');
    await ana.addUserToGroup(id, cy, 'ADMIN');

    await expect(bo.removeUserFromGroup(id, cy)).rejects.toMatchObject({ type: 'Forbidden' });
    await expect(bo.removeUserFromGroup(id, ana)).rejects.toMatchObject({ type: 'Forbidden' });
    await expect(di.removeUserFromGroup(id, bo)).rejects.toMatchObject({ type: 'Forbidden' });
    await expect(bo.removeUserFromGroup(id, di)).resolves.toMatchObject({ role: 'MEMBER' });
  });

  it('refuses oneself', async () => {
    const { ana } = await world().people('ana');
    const { id } = await ana.createGroup({ name: 'Choir' });

    await expect(ana.removeUserFromGroup(id, ana)).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('has one answer for groups that are unknown, foreign and deleted', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const foreign = await ana.createGroup({ name: 'Foreign' });
    const deleted = await bo.createGroup({ name: 'Deleted' });
    await bo.leaveGroup(deleted.id);

    const answers = [
      await answerOf(bo, foreign.id, ana.id),
      await answerOf(bo, deleted.id, ana.id),
      await answerOf(bo, randomUUID(), ana.id),
    ];

    expect(JSON.parse(answers[0]!)).toMatchObject({ errors: [{ errorType: 'NotFound' }] });
    expect(new Set(answers).size).toBe(1);
  });

  it('does not tell a person outside the group from nobody', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Choir' });

    const outside = await answerOf(ana, id, bo.id);

    expect(JSON.parse(outside)).toMatchObject({ errors: [{ errorType: 'NotFound' }] });
    expect(outside).toBe(await answerOf(ana, id, randomUUID()));
  });

  it('leaves the person what was sent while he was in, and nothing after', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Choir', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'during');
    await ana.removeUserFromGroup(id, bo);
    await ana.sendGroupMessage(id, 'after');

    expect(await textsOf(bo)).toEqual(['during']);
  });

  it('ends the stay after what was sent while the call was under way', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Choir', memberIds: [bo.id] });
    const hold = world().runtime.gate.hold(
      ({ operation, roleArn }) => operation === 'TransactWriteItems' && !roleArn.includes('sendGroupMessage'),
    );

    const removal = ana.removeUserFromGroup(id, bo);
    const write = await hold.next();
    await ana.sendGroupMessage(id, 'meanwhile');
    hold.end();
    await write.release();
    await removal;

    expect(await textsOf(bo)).toEqual(['meanwhile']);
  });
});

describe('removeUserFromGroup that died half-way', () => {
  /** Lets the removal take effect and holds it before it ends the stay; gives what lets it go on. */
  const dieHalfWay = async (ana: Person, id: string, bo: Person): Promise<() => Promise<unknown>> => {
    let isHolding = true;
    const hold = world().runtime.gate.hold(({ operation }) => isHolding && operation === 'TransactWriteItems');
    const removal = ana.removeUserFromGroup(id, bo);
    await (await hold.next()).release();
    await hold.next();
    isHolding = false;
    return () => {
      hold.end();
      return removal;
    };
  };

  it('has the person out already, and is finished by its repeat', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Choir', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'during');
    const revive = await dieHalfWay(ana, id, bo);

    await expect(bo.group(id)).rejects.toMatchObject({ type: 'NotFound' });
    await ana.sendGroupMessage(id, 'before it answered');
    const repeat = await ana.removeUserFromGroup(id, bo);
    await ana.sendGroupMessage(id, 'after');
    await revive();

    expect(repeat).toMatchObject({ userId: bo.id, role: 'MEMBER' });
    expect(await textsOf(bo)).toEqual(['during', 'before it answered']);
  });

  it('keeps to where the stay ended when the repeat comes late, whoever makes it', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Choir', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'during');
    const revive = await dieHalfWay(ana, id, bo);
    await ana.sendGroupMessage(id, 'long after');
    world().runtime.clock.advance(61_000);

    await expect(bo.leaveGroup(id)).resolves.toMatchObject({ userId: bo.id });
    await expect(ana.removeUserFromGroup(id, bo)).resolves.toMatchObject({ userId: bo.id });

    expect(await textsOf(bo)).toEqual(['during']);
    await revive();
  });

  it('does not make the next stay overlap with the last', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Choir', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'first stay');
    const revive = await dieHalfWay(ana, id, bo);
    await ana.addUserToGroup(id, bo);
    await ana.sendGroupMessage(id, 'second stay');

    await revive();

    expect(await textsOf(bo)).toEqual(['first stay', 'second stay']);
  });
});
