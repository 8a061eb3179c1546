import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const answerOf = async (person: Person, conversationId: string): Promise<string> =>
  JSON.stringify(await person.request(operations.markRead, { conversationId, seq: 1 }));

/** Bo has written three messages, ana has read none. */
const talk = async () => {
  const { ana, bo } = await world().people('ana', 'bo');
  await bo.sendMessage(ana, 'one');
  await bo.sendMessage(ana, 'two');
  const { conversationId } = await bo.sendMessage(ana, 'three');
  return { ana, bo, conversationId };
};

describe('markRead', () => {
  it('moves the mark forward and back, and the count of what is unread with it', async () => {
    const { ana, conversationId } = await talk();

    for (const [seq, unreadCount] of [
      [2, 1],
      [3, 0],
      [1, 2],
      [0, 3],
    ] as const) {
      const answer = await ana.markRead(conversationId, seq);

      expect(answer).toMatchObject({ id: conversationId, lastSeq: 3, readSeq: seq, unreadCount });
      expect(await ana.conversation(conversationId)).toEqual(answer);
      expect((await ana.checkMessages()).messages.map((message) => message.seq)).toEqual([1, 2, 3].slice(seq));
    }
  });

  it('answers a repeat as the first time', async () => {
    const { ana, conversationId } = await talk();

    const first = await ana.markRead(conversationId, 2);

    expect(await ana.markRead(conversationId, 2)).toEqual(first);
  });

  it('is nothing to the other person', async () => {
    const { ana, bo, conversationId } = await talk();
    const before = await bo.conversation(conversationId);

    await ana.markRead(conversationId, 3);

    expect(await bo.conversation(conversationId)).toEqual(before);
  });

  it.each([-1, 4, 2 ** 31 - 1])('refuses %i, where no message is, and changes nothing', async (seq) => {
    const { ana, conversationId } = await talk();
    const before = await ana.markRead(conversationId, 1);

    await expect(ana.markRead(conversationId, seq)).rejects.toMatchObject({
      type: 'BadRequest',
      message: 'There is no such message in this conversation.',
    });
    expect(await ana.conversation(conversationId)).toEqual(before);
  });

  it('does not reach beyond a stay that is over', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'inside');
    await bo.leaveGroup(id);
    await ana.sendGroupMessage(id, 'outside');

    await expect(bo.markRead(conversationId, 2)).rejects.toMatchObject({ type: 'BadRequest' });
    expect(await bo.markRead(conversationId, 1)).toMatchObject({ readSeq: 1, unreadCount: 0, lastSeq: 1 });
  });

  it('is not done by a send: what was unseen stays unread', async () => {
    const { ana, bo, conversationId } = await talk();
    await ana.markRead(conversationId, 1);

    await ana.sendMessage(bo, 'an answer to the first');

    expect(await ana.conversation(conversationId)).toMatchObject({ lastSeq: 4, readSeq: 1, unreadCount: 2 });
    expect((await ana.checkMessages()).messages.map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('is not done by a send to a group either', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Run club', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'unseen');

    await bo.sendGroupMessage(id, 'mine');

    expect(await bo.conversation(conversationId)).toMatchObject({ lastSeq: 2, readSeq: 0, unreadCount: 1 });
  });

  it('moves with one’s own sends where everything is read', async () => {
    const { ana, bo, conversationId } = await talk();
    await ana.markRead(conversationId, 3);

    await ana.sendMessage(bo, 'mine');

    expect(await ana.conversation(conversationId)).toMatchObject({ lastSeq: 4, readSeq: 4, unreadCount: 0 });
  });

  it('never counts one’s own messages, wherever the mark stands', async () => {
    const { ana, bo, conversationId } = await talk();
    await ana.sendMessage(bo, 'mine');

    expect(await ana.markRead(conversationId, 0)).toMatchObject({ unreadCount: 3 });
    expect(await bo.markRead(conversationId, 0)).toMatchObject({ unreadCount: 1 });
  });

  it('stands beside a send of the same moment, whichever is written first', async () => {
    const { ana, bo, conversationId } = await talk();
    await ana.markRead(conversationId, 3);
    const hold = world().runtime.gate.hold(({ operation }) => operation === 'TransactWriteItems');

    const send = ana.sendMessage(bo, 'mine');
    const write = await hold.next();
    await ana.markRead(conversationId, 1);
    hold.end();
    await write.release();

    await expect(send).resolves.toMatchObject({ seq: 4 });
    expect(await ana.conversation(conversationId)).toMatchObject({ readSeq: 1, unreadCount: 2 });
  });

  it('succeeds beside conflicts with other writes', async () => {
    const { ana, bo, conversationId } = await talk();
    const { gate } = world().runtime;
    const before = gate.injectedFaults().conflict;
    gate.injectFaults({ seed: 5, conflict: 0.5 });

    for (const seq of [1, 2, 3, 2]) expect(await ana.markRead(conversationId, seq)).toMatchObject({ readSeq: seq });
    const [marked] = await Promise.all([ana.markRead(conversationId, 3), ana.sendMessage(bo, 'at the same moment')]);
    gate.injectFaults(undefined);

    expect(marked.readSeq).toBe(3);
    expect(gate.injectedFaults().conflict).toBeGreaterThan(before);
    expect((await ana.conversation(conversationId)).unreadCount).toBe(0);
  });

  it('has one answer for conversations that are malformed, unknown and foreign', async () => {
    const { conversationId } = await talk();
    const { cleo } = await world().people('cleo');

    const foreign = await answerOf(cleo, conversationId);

    expect(JSON.parse(foreign)).toMatchObject({
      errors: [{ errorType: 'NotFound', message: 'There is no such conversation.', errorInfo: null }],
    });
    expect(await answerOf(cleo, `group:${randomUUID()}`)).toBe(foreign);
    expect(await answerOf(cleo, 'direct:x')).toBe(foreign);
    expect(await answerOf(cleo, '')).toBe(foreign);
  });
});
