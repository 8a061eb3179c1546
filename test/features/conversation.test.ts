import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const answerOf = async (person: Person, id: string): Promise<string> =>
  JSON.stringify(await person.request(operations.conversation, { id }));

describe('conversation', () => {
  it('is the same as in the list', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const group = await bo.createGroup({ name: 'Run club', memberIds: [ana.id] });
    await bo.sendGroupMessage(group.id, 'hello');
    await ana.sendMessage(bo, 'Hello, Bo.');

    const { items } = await ana.conversations();

    expect(items).toHaveLength(2);
    for (const item of items) expect(await ana.conversation(item.id)).toEqual(item);
  });

  it('gives the members of its group when they are asked for', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { conversationId } = await bo.createGroup({ name: 'Run club', memberIds: [ana.id] });
    const query = `query ($id: ID!) { conversation(id: $id) { group { members { items { userId role } } } } }`;

    const { data } = await ana.request(query, { id: conversationId });

    const items = [
      { userId: ana.id, role: 'MEMBER' },
      { userId: bo.id, role: 'OWNER' },
    ].sort((one, other) => (one.userId < other.userId ? -1 : 1));
    expect(data).toEqual({ conversation: { group: { members: { items } } } });
  });

  it('begins for a new member after what was sent before him', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Door' });
    await ana.sendGroupMessage(id, 'before');
    await ana.sendGroupMessage(id, 'before, too');
    await ana.addUserToGroup(id, bo);

    const begun = await bo.conversation(conversationId);
    await ana.sendGroupMessage(id, 'inside');

    expect(begun).toMatchObject({ lastSeq: 2, firstVisibleSeq: 3, readSeq: 2, unreadCount: 0, lastMessage: null });
    expect(await bo.conversation(conversationId)).toMatchObject({
      lastSeq: 3,
      firstVisibleSeq: 3,
      unreadCount: 1,
      lastMessage: { seq: 3, text: 'inside' },
    });
  });

  it('keeps the first stay and shows the second, for who came back', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'first stay');
    await bo.leaveGroup(id);
    await ana.sendGroupMessage(id, 'away');
    await ana.addUserToGroup(id, bo);

    const back = await bo.conversation(conversationId);
    await ana.sendGroupMessage(id, 'second stay');

    expect(back).toMatchObject({ firstVisibleSeq: 1, unreadCount: 1, lastMessage: { seq: 1 } });
    expect(await bo.conversation(conversationId)).toMatchObject({
      firstVisibleSeq: 1,
      lastSeq: 3,
      unreadCount: 2,
      lastMessage: { seq: 3 },
      group: { id, myRole: 'MEMBER' },
    });
  });

  it('has the group as long as one is in it', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
    expect(await bo.conversation(conversationId)).toMatchObject({ group: { id, name: 'Door', memberCount: 2 } });

    await ana.removeUserFromGroup(id, bo);

    expect((await bo.conversation(conversationId)).group).toBeNull();
  });

  it('has one answer for ids that are malformed, unknown and foreign', async () => {
    const { ana, bo, cleo } = await world().people('ana', 'bo', 'cleo');
    const { conversationId } = await ana.sendMessage(bo, 'not for Cleo');
    const { conversationId: foreignGroup } = await ana.createGroup({ name: 'not for Cleo', memberIds: [bo.id] });
    const malformed = ['', 'x', 'direct:', 'group:x', 'direct:*', foreignGroup.toUpperCase(), 'x'.repeat(10_000)];

    const foreign = await answerOf(cleo, conversationId);

    expect(JSON.parse(foreign)).toMatchObject({
      data: { conversation: null },
      errors: [{ errorType: 'NotFound', message: 'There is no such conversation.', errorInfo: null }],
    });
    for (const id of [foreignGroup, `group:${randomUUID()}`, ...malformed]) {
      expect(await answerOf(cleo, id)).toBe(foreign);
    }
  });
});
