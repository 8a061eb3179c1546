import { describe, expect, it } from 'vitest';
import type { Message } from '../../generated/types.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const seqsOf = (messages: readonly Message[]): number[] => messages.map(({ seq }) => seq);

/** Every message after the cursor, by pages of two. */
const collect = async (person: Person, since: string): Promise<Message[]> => {
  const messages: Message[] = [];
  for (let cursor = since, hasMore = true; hasMore;) {
    const page = await person.checkMessages({ since: cursor, limit: 2 });
    messages.push(...page.messages);
    ({ nextCursor: cursor, hasMore } = page);
  }
  return messages;
};

describe('P6: a group message is one write', () => {
  it('costs the same in a group of two and in a group of twenty', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const others = await world().people(...Array.from({ length: 18 }, (_, index) => `m${index}`));
    const memberIds = Object.values(others).map(({ id }) => id);
    const small = await ana.createGroup({ name: 'Small', memberIds: [bo.id] });
    const large = await ana.createGroup({ name: 'Large', memberIds: [bo.id, ...memberIds] });
    const units: number[] = [];
    world().runtime.gate.ledger.onEntry((_, { operation, writeUnits }) => {
      if (operation === 'TransactWriteItems') units.push(writeUnits);
    });

    await ana.sendGroupMessage(small.id, 'to few');
    await ana.sendGroupMessage(large.id, 'to many');

    expect(units).toEqual([8, 8]);
  });

  it('shows a member exactly the messages of his stays', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { nextCursor } = await bo.checkMessages();
    const { id } = await ana.createGroup({ name: 'Door' });
    await ana.sendGroupMessage(id, 'before');
    await ana.addUserToGroup(id, bo);
    await ana.sendGroupMessage(id, 'first stay');
    await bo.sendGroupMessage(id, 'first stay, too');
    await bo.leaveGroup(id);
    await ana.sendGroupMessage(id, 'away');
    await ana.sendGroupMessage(id, 'still away');
    await ana.addUserToGroup(id, bo);
    await ana.sendGroupMessage(id, 'second stay');
    await ana.removeUserFromGroup(id, bo);
    await ana.sendGroupMessage(id, 'gone');

    expect(seqsOf(await collect(bo, nextCursor))).toEqual([2, 3, 6]);
    expect(seqsOf((await bo.checkMessages()).messages)).toEqual([2, 6]);
  });

  it('begins a stay where the group stands, however far an old cursor goes', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'first stay');
    const { nextCursor } = await bo.checkMessages();
    await bo.leaveGroup(id);
    await ana.sendGroupMessage(id, 'away');
    await ana.addUserToGroup(id, bo);
    await ana.sendGroupMessage(id, 'second stay');

    expect(seqsOf((await bo.checkMessages({ since: nextCursor })).messages)).toEqual([3]);
  });

  it('delivers nothing live that is not in the stay', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Door' });
    const inbox = await bo.onMessage();

    await ana.sendGroupMessage(id, 'before');
    await ana.addUserToGroup(id, bo);
    await ana.sendGroupMessage(id, 'inside');
    await ana.removeUserFromGroup(id, bo);
    await ana.sendGroupMessage(id, 'after');
    await ana.sendMessage(bo, 'sentinel');

    expect((await inbox.next()).text).toBe('inside');
    expect((await inbox.next()).text).toBe('sentinel');
    inbox.close();
  });

  it('does not deliver a message live to who joined after it was stored', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Door' });
    const inbox = await bo.onMessage();
    const hold = world().runtime.gate.hold(
      ({ operation, input }) => operation === 'Query' && String(input['TableName']).includes('GroupMemberships'),
    );

    const send = ana.sendGroupMessage(id, 'early');
    const audience = await hold.next();
    await ana.addUserToGroup(id, bo);
    hold.end();
    await audience.release();
    await send;
    await ana.sendMessage(bo, 'sentinel');

    expect((await inbox.next()).text).toBe('sentinel');
    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['sentinel']);
    inbox.close();
  });
});
