import { afterEach, describe, expect, it } from 'vitest';
import type { MessagingClient } from '../../sdk/src/core.ts';
import { useWorld } from '../support/useWorld.ts';
import { createClient, until } from './Device.ts';

const world = useWorld();
const clients: MessagingClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

/** Two people who are signed in and live. */
const aPair = async () => {
  const { ana, bo } = await world().people('ana', 'bo');
  const [anas, bos] = [createClient(world()), createClient(world())];
  clients.push(anas, bos);
  await Promise.all([anas.authenticateUser(ana), bos.authenticateUser(bo)]);
  await Promise.all([anas.connect(), bos.connect()]);
  return { ana, bo, anas, bos };
};

describe('a message', () => {
  it('is shown to its sender at once and becomes the stored one under the same key', async () => {
    const { bo, anas } = await aPair();
    const timeline = anas.timeline(anas.conversationWith(bo.id));
    const stop = timeline.subscribe(() => undefined);

    const sending = anas.sendMessage({ recipientId: bo.id, text: 'Hello.' });
    const [outgoing] = timeline.getSnapshot().items;
    const { clientMessageId, stored } = await sending;
    const message = await stored();

    expect(outgoing).toMatchObject({ text: 'Hello.', key: clientMessageId });
    expect(outgoing?.state).not.toBe('stored');
    expect(message).toMatchObject({ seq: 1, text: 'Hello.', clientMessageId });
    const { items } = await until(timeline, (state) => state.items[0]?.state === 'stored');
    expect(items).toEqual([{ ...message, state: 'stored', key: clientMessageId }]);
    stop();
  });

  it('comes live, counts as unread, and is read', async () => {
    const { ana, bo, anas, bos } = await aPair();

    await anas.sendMessage({ recipientId: bo.id, text: 'Hello.' });
    const list = await until(bos.conversationList, ({ items }) => items[0]?.peer != null);
    const conversationId = bos.conversationWith(ana.id);
    bos.markRead({ conversationId, seq: 1 });

    expect(list).toMatchObject({
      unreadCount: 1,
      items: [{ id: conversationId, peer: { id: ana.id }, lastMessage: { text: 'Hello.' } }],
    });
    expect(bos.conversationList.getSnapshot()).toMatchObject({ unreadCount: 0, items: [{ readSeq: 1 }] });
  });
});
