import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const answerOf = async (person: Person, groupId: string): Promise<string> => {
  const input = { groupId, text: 'hello?', clientMessageId: randomUUID() };
  return JSON.stringify(await person.request(operations.sendGroupMessage, { input }));
};

describe('sendGroupMessage', () => {
  it('reaches every member, and the sender on his other devices, whole', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id, conversationId } = await ana.createGroup({ name: 'Trip', memberIds: [bo.id, cy.id] });
    const inboxes = await Promise.all([ana, bo, cy].map((person) => person.onMessage()));

    const sent = await bo.sendGroupMessage(id, 'who drives?');

    expect(sent).toMatchObject({
      id: `${conversationId}:1`,
      conversationId,
      seq: 1,
      senderId: bo.id,
      hiddenReason: null,
    });
    for (const inbox of inboxes) {
      expect(await inbox.next()).toEqual(sent);
      inbox.close();
    }
  });

  it('reaches nobody outside the group', async () => {
    const { ana, bo, eve } = await world().people('ana', 'bo', 'eve');
    const { id } = await ana.createGroup({ name: 'Trip', memberIds: [bo.id] });
    const inbox = await eve.onMessage();

    await ana.sendGroupMessage(id, 'not for eve');
    await ana.sendMessage(eve, 'for eve');

    expect((await inbox.next()).text).toBe('for eve');
    expect(inbox.received).toHaveLength(1);
    inbox.close();
  });

  it('gives every message the next seq, whoever sends', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Trip', memberIds: [bo.id] });

    const sent = await Promise.all([ana, bo, ana, bo].map((person, index) => person.sendGroupMessage(id, `${index}`)));

    expect(sent.map(({ seq }) => seq).sort()).toEqual([1, 2, 3, 4]);
  });

  it('stores a repeated send once, and refuses its id for other content', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Trip', memberIds: [bo.id] });
    const clientMessageId = randomUUID();
    const first = await ana.sendGroupMessage(id, 'once', clientMessageId);

    expect(await ana.sendGroupMessage(id, 'once', clientMessageId)).toEqual(first);
    await expect(ana.sendGroupMessage(id, 'twice', clientMessageId)).rejects.toMatchObject({ type: 'Conflict' });
    expect((await bo.checkMessages()).messages).toHaveLength(1);
  });

  it('answers the repeat of somebody who is out meanwhile', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Trip', memberIds: [bo.id] });
    const clientMessageId = randomUUID();
    const first = await bo.sendGroupMessage(id, 'last words', clientMessageId);
    await ana.removeUserFromGroup(id, bo);
    const inbox = await bo.onMessage();

    expect(await bo.sendGroupMessage(id, 'last words', clientMessageId)).toEqual(first);

    await ana.sendMessage(bo, 'sentinel');
    expect((await inbox.next()).text).toBe('sentinel');
    inbox.close();
  });

  it('publishes a repeat again', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Trip', memberIds: [bo.id] });
    const inbox = await bo.onMessage();
    const clientMessageId = randomUUID();
    const first = await ana.sendGroupMessage(id, 'hear me', clientMessageId);
    await ana.sendGroupMessage(id, 'hear me', clientMessageId);
    expect([await inbox.next(), await inbox.next()]).toEqual([first, first]);
    inbox.close();
  });

  it('has one answer for groups that are unknown, foreign and deleted', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const foreign = await ana.createGroup({ name: 'Foreign' });
    const deleted = await bo.createGroup({ name: 'Deleted' });
    await bo.leaveGroup(deleted.id);

    const answers = [await answerOf(bo, foreign.id), await answerOf(bo, deleted.id), await answerOf(bo, randomUUID())];

    expect(JSON.parse(answers[0]!)).toMatchObject({ errors: [{ errorType: 'NotFound' }] });
    expect(new Set(answers).size).toBe(1);
  });

  it('refuses input that it cannot store', async () => {
    const { ana } = await world().people('ana');
    const { id } = await ana.createGroup({ name: 'Trip' });

    await expect(ana.sendGroupMessage('trip', 'x')).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.sendGroupMessage(id, '')).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.sendGroupMessage(id, 'x', 'id')).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(ana.sendGroupMessage(id, 'x'.repeat(8193))).rejects.toMatchObject({
      type: 'LimitExceeded',
      info: { limit: 8192 },
    });
    await expect(ana.sendGroupMessage(id, 'ü'.repeat(4096))).resolves.toMatchObject({ seq: 1 });
  });
});

describe('sendGroupMessage to somebody who blocked the sender', () => {
  it('keeps its text from him, live and by query, and from nobody else', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Trip', memberIds: [bo.id, cy.id] });
    const { nextCursor } = await bo.checkMessages();
    await bo.blockUser(cy);
    const [shielded, hearing] = [await bo.onMessage(), await ana.onMessage()];

    const sent = await cy.sendGroupMessage(id, 'secret');

    const redacted = { ...sent, text: null, clientMessageId: null, hiddenReason: 'BLOCKED_SENDER' };
    expect(sent).toMatchObject({ text: 'secret', hiddenReason: null });
    expect(await shielded.next()).toEqual(redacted);
    expect(await hearing.next()).toEqual(sent);
    expect((await bo.checkMessages({ since: nextCursor })).messages).toEqual([redacted]);
    expect((await ana.checkMessages()).messages).toEqual([sent]);
    shielded.close();
    hearing.close();
  });

  it('does not count it as unread', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Trip', memberIds: [bo.id, cy.id] });
    await bo.blockUser(cy);
    await cy.sendGroupMessage(id, 'secret');
    await ana.sendGroupMessage(id, 'open');

    const { messages, hasMore } = await bo.checkMessages();

    expect(messages.map(({ seq, text }) => [seq, text])).toEqual([[2, 'open']]);
    expect(hasMore).toBe(false);
  });

  it('shows the text again after the block', async () => {
    const { bo, cy } = await world().people('bo', 'cy');
    const { id } = await bo.createGroup({ name: 'Trip', memberIds: [cy.id] });
    await bo.blockUser(cy);
    await cy.sendGroupMessage(id, 'patience');
    await bo.unblockUser(cy);

    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['patience']);
  });

  it('leaves what was sent directly before the block', async () => {
    const { bo, cy } = await world().people('bo', 'cy');
    await cy.sendMessage(bo, 'hello');
    await bo.blockUser(cy);

    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['hello']);
  });
});
