import { describe, expect, it } from 'vitest';
import { conversation } from '../../functions/conversation/conversation.ts';
import { ana, boId, conversationId } from './SendWorld.ts';
import { groupId, groupTalk, ViewWorld } from './ViewWorld.ts';

const ask = (world: ViewWorld, id = conversationId) => conversation(world.deps)(ana, { id });

describe('a conversation', () => {
  it('with a person shows him, the last message and what is unread', async () => {
    const world = new ViewWorld();
    world.direct({ length: 3, row: { readSeq: 1 } });

    await expect(ask(world)).resolves.toMatchObject({
      id: conversationId,
      kind: 'DIRECT',
      peer: { id: boId, username: 'bo' },
      group: null,
      lastSeq: 3,
      readSeq: 1,
      firstVisibleSeq: 1,
      unreadCount: 2,
      lastMessage: { seq: 3, text: 'text 3' },
      lastMessageAt: '2026-01-02T03:07:05.000Z',
    });
    expect(world.reads().every(({ isConsistent }) => isConsistent)).toBe(true);
  });

  it('of a group shows it with the role of the reader', async () => {
    const world = new ViewWorld();
    world.group({ length: 0 });

    await expect(ask(world, groupTalk)).resolves.toMatchObject({
      kind: 'GROUP',
      peer: null,
      group: { id: groupId, name: 'Friends', memberCount: 2, myRole: 'MEMBER' },
      lastMessage: null,
      lastMessageAt: null,
      unreadCount: 0,
    });
  });

  it('of a group that the reader left is as it was then', async () => {
    const world = new ViewWorld();
    world.group({ length: 9, row: { closed: [{ fromSeq: 2, untilSeq: 4 }], readSeq: 3 } });

    await expect(ask(world, groupTalk)).resolves.toMatchObject({
      group: null,
      lastSeq: 4,
      firstVisibleSeq: 3,
      unreadCount: 1,
      lastMessage: { seq: 4 },
      lastMessageAt: '2026-01-02T03:08:05.000Z',
    });
  });

  it('never counts the reader’s own messages as unread', async () => {
    const world = new ViewWorld();
    world.direct({ length: 5, senderOf: (seq) => (seq % 2 === 0 ? ana.userId : boId) });

    await expect(ask(world)).resolves.toMatchObject({ unreadCount: 3 });
  });

  it.each([
    [99, 99],
    [100, 100],
    [450, 100],
  ])('counts %i unread messages as %i', async (length, unreadCount) => {
    const world = new ViewWorld();
    world.direct({ length });

    await expect(ask(world)).resolves.toMatchObject({ unreadCount });
  });

  it('counts what lies behind many own messages', async () => {
    const world = new ViewWorld();
    world.direct({ length: 301, senderOf: (seq) => (seq === 301 ? boId : ana.userId) });

    await expect(ask(world)).resolves.toMatchObject({ unreadCount: 1 });
  });

  it('neither counts nor tells what somebody blocked wrote in a group', async () => {
    const world = new ViewWorld();
    world.group({ length: 2 });
    world.block(boId);

    await expect(ask(world, groupTalk)).resolves.toMatchObject({
      unreadCount: 0,
      lastMessage: { text: null, hiddenReason: 'BLOCKED_SENDER' },
    });
  });

  it.each(['', 'direct:x', groupTalk])('of the id %j is NotFound where the reader was never in it', async (id) => {
    await expect(ask(new ViewWorld(), id)).rejects.toMatchObject({ type: 'NotFound' });
  });
});
