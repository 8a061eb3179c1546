import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStorage, type Conversation, type Message } from '../../sdk/src/core.ts';
import { Recorder } from '../../sdk/src/store/Recorder.ts';
import { Store } from '../../sdk/src/store/Store.ts';

const me = 'ana';
const conversationId = 'direct:ana:bo';

const aMessage = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `${conversationId}:${seq}`,
  conversationId,
  seq,
  version: 1,
  senderId: 'bo',
  senderUsername: 'bo',
  text: `text ${seq}`,
  createdAt: `2026-01-01T00:00:${String(seq).padStart(2, '0')}.000Z`,
  clientMessageId: `send ${seq}`,
  hiddenReason: null,
  ...more,
});

const aConversation = (lastSeq: number, more: Partial<Conversation> = {}): Conversation => ({
  id: conversationId,
  kind: 'DIRECT',
  peer: null,
  group: null,
  lastSeq,
  readSeq: 0,
  firstVisibleSeq: 1,
  unreadCount: lastSeq,
  lastMessage: lastSeq > 0 ? aMessage(lastSeq) : null,
  lastMessageAt: null,
  ...more,
});

let store: Store;
let holes: number[];
beforeEach(() => {
  holes = [];
  store = new Store(new Recorder(createMemoryStorage(), () => undefined), {
    onHole: ({ seen }) => holes.push(seen),
    onUnknown: () => undefined,
    onSent: () => undefined,
  });
  store.reset(me);
});

const shown = (): number[] => store.entry(conversationId).window.items.map(({ seq }) => seq);
const unread = (): number => store.conversations.getSnapshot().unreadCount;

describe('messages', () => {
  it('that come twice are there once', () => {
    for (const seq of [1, 2, 2, 1, 3]) store.take(aMessage(seq));

    expect(shown()).toEqual([1, 2, 3]);
    expect(unread()).toBe(3);
  });

  it('after a hole wait until it is filled', () => {
    for (const seq of [1, 4, 3]) store.take(aMessage(seq));
    expect(shown()).toEqual([1]);
    expect(holes).toEqual([1, 1]);

    store.takeAfter(store.entry(conversationId), [aMessage(2)]);

    expect(shown()).toEqual([1, 2, 3, 4]);
  });

  it('after the end of a stay are next when nothing visible lies between', () => {
    for (const seq of [1, 9]) store.take(aMessage(seq));

    store.closeHole(store.entry(conversationId));
    store.take(aMessage(10));

    expect(shown()).toEqual([1, 9, 10]);
    expect(holes).toEqual([1]);
  });

  it('keep their newest version, in whatever order the states come', () => {
    store.take(aMessage(1));
    store.take(aMessage(1, { version: 3, text: 'third' }));
    store.take(aMessage(1, { version: 2, text: 'second' }));

    expect(store.entry(conversationId).window.items).toMatchObject([{ version: 3, text: 'third' }]);
    expect(store.conversations.getSnapshot().items).toMatchObject([{ lastMessage: { text: 'third' } }]);
  });

  it('of a page do not bring an earlier state than one that came meanwhile', () => {
    store.take(aMessage(2));
    store.take(aMessage(1, { version: 2, text: 'second' }));

    const page = store.newestStates(store.entry(conversationId), [aMessage(1)]);

    expect(page).toMatchObject([{ version: 2, text: 'second' }]);
  });
});

describe('unread messages', () => {
  it('are others’ messages with a text', () => {
    store.take(aMessage(1));
    store.take(aMessage(2, { senderId: me }));
    store.take(aMessage(3, { text: null, hiddenReason: 'BLOCKED_SENDER' }));

    expect(unread()).toBe(1);
  });

  it('are counted once when the server has counted them already', () => {
    store.describe(aConversation(1), store.nextRequest());
    store.describe(aConversation(3), store.nextRequest());
    store.take(aMessage(2));
    store.take(aMessage(3));

    expect(unread()).toBe(3);
  });

  it('that came after the request of a description are counted on top of it', () => {
    store.describe(aConversation(1), store.nextRequest());
    const request = store.nextRequest();
    store.take(aMessage(2));

    store.describe(aConversation(1), request);

    expect(unread()).toBe(2);
  });

  it('stay read when an answer comes that was asked for before', () => {
    store.describe(aConversation(3), store.nextRequest());
    const before = store.nextRequest();
    store.entry(conversationId).markRead(3, store.nextRequest());

    store.describe(aConversation(3), before);
    expect(unread()).toBe(0);

    store.describe(aConversation(3, { readSeq: 1, unreadCount: 2 }), store.nextRequest());
    expect(unread()).toBe(2);
  });

  it('go with a message that is deleted', () => {
    store.take(aMessage(1));
    store.take(aMessage(1, { version: 2, text: null }));

    expect(unread()).toBe(0);
  });
});

describe('the list', () => {
  it('is ordered by activity, and what waits to be sent is activity', () => {
    store.take(aMessage(1));
    store.setOutgoing('direct:ana:cy', [
      {
        state: 'pending',
        key: 'k',
        clientMessageId: 'k',
        conversationId: 'direct:ana:cy',
        text: 'Hello.',
        createdAt: '2026-01-01T00:00:30.000Z',
      },
    ]);

    expect(store.conversations.getSnapshot().items.map(({ id }) => id)).toEqual(['direct:ana:cy', conversationId]);
  });

  it('is the same object until something changes', () => {
    store.take(aMessage(1));
    const before = store.conversations.getSnapshot();
    store.take(aMessage(1));

    expect(store.conversations.getSnapshot()).toBe(before);
  });
});

describe('memory', () => {
  it('keeps the newest messages of a conversation that nobody looks at', () => {
    for (let seq = 1; seq <= 200; seq += 1) store.take(aMessage(seq, { createdAt: '2026-01-01T00:00:00.000Z' }));

    expect(shown()).toEqual(Array.from({ length: 50 }, (_, at) => 151 + at));
    expect(store.entry(conversationId).window.hasOlder).toBe(true);
    expect(unread()).toBe(100);
  });
});
