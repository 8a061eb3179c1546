import { describe, expect, it } from 'vitest';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const ways: readonly [string, (id: string, owner: Person, member: Person) => Promise<unknown>][] = [
  ['removeUserFromGroup', (id, owner, member) => owner.removeUserFromGroup(id, member)],
  ['leaveGroup', (id, _, member) => member.leaveGroup(id)],
];

describe.each(ways)('P8: once %s has answered', (_, depart) => {
  it('nothing sent later reaches the person, on an open socket or by query', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
    const { nextCursor } = await bo.checkMessages();
    const inbox = await bo.onMessage();
    await depart(id, ana, bo);

    await ana.sendGroupMessage(id, 'after');
    await ana.sendMessage(bo, 'sentinel');

    expect((await inbox.next()).text).toBe('sentinel');
    const { messages } = await bo.checkMessages({ since: nextCursor });
    expect(messages.map(({ text }) => text)).toEqual(['sentinel']);
    inbox.close();
  });

  it('a send that was stored before, and read its audience after, does not reach the person live', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
    const inbox = await bo.onMessage();
    const hold = world().runtime.gate.hold(
      ({ operation, input }) => operation === 'Query' && String(input['TableName']).includes('GroupMemberships'),
    );

    const send = ana.sendGroupMessage(id, 'in between');
    const audience = await hold.next();
    await depart(id, ana, bo);
    hold.end();
    await audience.release();
    await send;
    await ana.sendMessage(bo, 'sentinel');

    expect((await inbox.next()).text).toBe('sentinel');
    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['sentinel', 'in between']);
    inbox.close();
  });

  it('a send of the person that was under way is refused', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
    const hold = world().runtime.gate.hold(
      ({ operation, roleArn }) => operation === 'TransactWriteItems' && roleArn.includes('sendGroupMessage'),
    );

    const send = bo.sendGroupMessage(id, 'too late').catch((error: unknown) => error);
    const write = await hold.next();
    await depart(id, ana, bo);
    hold.end();
    await write.release();

    expect(await send).toMatchObject({ type: 'NotFound' });
    expect((await ana.checkMessages()).messages).toEqual([]);
  });

  it('the person may be added again', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
    await depart(id, ana, bo);

    await ana.addUserToGroup(id, bo);

    expect(await bo.group(id)).toMatchObject({ myRole: 'MEMBER', memberCount: 2 });
    await expect(bo.sendGroupMessage(id, 'back')).resolves.toMatchObject({ text: 'back' });
  });
});
