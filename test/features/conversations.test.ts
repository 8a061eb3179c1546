import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../generated/types.ts';
import { costOf } from '../support/costOf.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const idsOf = (items: readonly Conversation[]): string[] => items.map(({ id }) => id);

const listOf = async (person: Person): Promise<Conversation[]> => [...(await person.conversations()).items];

/** The pages after the first one, in their order. */
const restOf = async (person: Person, first: string | null, limit: number): Promise<Conversation[]> => {
  const found: Conversation[] = [];
  for (let nextToken = first; nextToken !== null;) {
    const page = await person.conversations({ limit, nextToken });
    found.push(...page.items);
    ({ nextToken } = page);
  }
  return found;
};

const talksOf = async (person: Person, count: number, others: readonly Person[] = []): Promise<string[]> => {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const memberIds = others.map(({ id }) => id);
    ids.push((await person.createGroup({ name: `Group ${index}`, memberIds })).id);
  }
  return ids;
};

describe('conversations', () => {
  it('are none for somebody new', async () => {
    const { ana } = await world().people('ana');

    await expect(ana.conversations()).resolves.toEqual({ items: [], nextToken: null });
  });

  it('are begun for both people by the first message, and for nobody else', async () => {
    const { ana, bo, cleo } = await world().people('ana', 'bo', 'cleo');
    const message = await ana.sendMessage(bo, 'Hello, Bo.');
    const shared = { id: message.conversationId, kind: 'DIRECT', group: null, lastSeq: 1, firstVisibleSeq: 1 };
    const last = { lastMessage: message, lastMessageAt: message.createdAt };

    const peerOf = async (person: Person) => ({ peer: await person.me() });
    expect(await listOf(ana)).toEqual([{ ...shared, ...last, ...(await peerOf(bo)), readSeq: 1, unreadCount: 0 }]);
    expect(await listOf(bo)).toEqual([{ ...shared, ...last, ...(await peerOf(ana)), readSeq: 0, unreadCount: 1 }]);
    expect(await listOf(cleo)).toEqual([]);
  });

  it('show a group with one’s own role, before its first message too', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const group = await ana.createGroup({ name: 'Run club', memberIds: [bo.id] });

    expect(await listOf(bo)).toEqual([
      {
        id: group.conversationId,
        kind: 'GROUP',
        peer: null,
        group: { ...group, myRole: 'MEMBER' },
        lastSeq: 0,
        readSeq: 0,
        firstVisibleSeq: 1,
        unreadCount: 0,
        lastMessage: null,
        lastMessageAt: null,
      },
    ]);
  });

  it('come with the newest activity first, whoever wrote', async () => {
    const { ana, bo, cleo } = await world().people('ana', 'bo', 'cleo');
    const { conversationId: withBo } = await ana.sendMessage(bo, 'first');
    const { conversationId: withCleo } = await cleo.sendMessage(ana, 'second');
    const group = await ana.createGroup({ name: 'third', memberIds: [bo.id] });
    expect(idsOf(await listOf(ana))).toEqual([group.conversationId, withCleo, withBo]);

    await bo.sendMessage(ana, 'fourth');
    expect(idsOf(await listOf(ana))).toEqual([withBo, group.conversationId, withCleo]);

    await bo.sendGroupMessage(group.id, 'fifth');
    expect(idsOf(await listOf(ana))).toEqual([group.conversationId, withBo, withCleo]);
  });

  it('come page after page, each once', async () => {
    const { ana } = await world().people('ana');
    await talksOf(ana, 7);
    const all = await listOf(ana);
    expect(all).toHaveLength(7);

    for (const limit of [1, 3, 7]) {
      const first = await ana.conversations({ limit });
      expect([...first.items, ...(await restOf(ana, first.nextToken, limit))]).toEqual(all);
    }
    expect((await ana.conversations({ limit: 7 })).nextToken).toBeNull();
  });

  it('that do not move between two pages come once, and what moved up is first on the next look', async () => {
    const { ana } = await world().people('ana');
    const groupIds = await talksOf(ana, 6);
    const [sixth, fifth, fourth, third, second, first] = idsOf(await listOf(ana));
    const page = await ana.conversations({ limit: 2 });
    expect(idsOf(page.items)).toEqual([sixth, fifth]);

    await ana.sendGroupMessage(groupIds[4] ?? '', 'moves one that was shown');
    await ana.sendGroupMessage(groupIds[2] ?? '', 'moves one that was not');
    const late = await ana.createGroup({ name: 'Latest' });

    expect(idsOf(await restOf(ana, page.nextToken, 2))).toEqual([fourth, second, first]);
    expect(idsOf(await listOf(ana))).toEqual([late.conversationId, third, fifth, sixth, fourth, second, first]);
  });

  it('count what others wrote since, exactly', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Run club', memberIds: [bo.id] });
    await ana.sendMessage(bo, 'one');
    await bo.sendMessage(ana, 'mine');
    await ana.sendMessage(bo, 'two');
    await ana.sendGroupMessage(id, 'three');

    const counts = (await listOf(bo)).map(({ id: talk, unreadCount }) => [talk === conversationId, unreadCount]);

    expect(counts).toEqual([
      [true, 1],
      [false, 2],
    ]);
  });

  it('hide what somebody blocked wrote last in a group, as long as he is blocked', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Run club', memberIds: [bo.id] });
    const message = await bo.sendGroupMessage(id, 'rude');

    await ana.blockUser(bo);
    expect(await listOf(ana)).toMatchObject([
      {
        unreadCount: 0,
        lastSeq: 1,
        lastMessage: { seq: 1, senderId: bo.id, text: null, clientMessageId: null, hiddenReason: 'BLOCKED_SENDER' },
      },
    ]);

    await ana.unblockUser(bo);
    expect(await listOf(ana)).toMatchObject([{ unreadCount: 1, lastMessage: message }]);
  });

  it('keep the messages of a direct conversation as they were, when its other person is blocked', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await bo.sendMessage(ana, 'before');
    const before = await listOf(ana);

    await ana.blockUser(bo);

    expect(await listOf(ana)).toEqual(before);
  });

  it('tell an ex-member of his last stay alone: last seq, last message, unread and place in the order', async () => {
    const { ana, bo, cleo } = await world().people('ana', 'bo', 'cleo');
    const { id, conversationId } = await ana.createGroup({ name: 'Door', memberIds: [bo.id] });
    const seen = await ana.sendGroupMessage(id, 'seen');
    await ana.removeUserFromGroup(id, bo);
    const { conversationId: withCleo } = await cleo.sendMessage(bo, 'after the stay');
    const before = await listOf(bo);

    await ana.sendGroupMessage(id, 'after the stay, too');
    await ana.sendGroupMessage(id, 'and still');

    expect(idsOf(before)).toEqual([withCleo, conversationId]);
    expect(before[1]).toMatchObject({
      group: null,
      lastSeq: 1,
      readSeq: 0,
      unreadCount: 1,
      lastMessage: seen,
      lastMessageAt: seen.createdAt,
    });
    expect(await listOf(bo)).toEqual(before);
  });

  it('place a stay without a message by its beginning, also when it is over', async () => {
    const { ana, bo, cleo } = await world().people('ana', 'bo', 'cleo');
    const { conversationId: withCleo } = await cleo.sendMessage(bo, 'before');
    const { id, conversationId } = await ana.createGroup({ name: 'Silence', memberIds: [bo.id] });
    expect(idsOf(await listOf(bo))).toEqual([conversationId, withCleo]);

    await bo.leaveGroup(id);
    expect(idsOf(await listOf(bo))).toEqual([conversationId, withCleo]);

    await cleo.sendMessage(bo, 'after');
    expect(idsOf(await listOf(bo))).toEqual([withCleo, conversationId]);
    await ana.addUserToGroup(id, bo);
    expect(idsOf(await listOf(bo))).toEqual([conversationId, withCleo]);
  });

  it('hydrate people, groups and last messages in the same calls, however many there are', async () => {
    const { ana, bo, cleo, dina } = await world().people('ana', 'bo', 'cleo', 'dina');
    const { ledger } = world().runtime.gate;
    await bo.sendMessage(ana, 'of few');
    await ana.sendMessage(bo, 'answered');
    for (const { id, lastSeq } of await listOf(ana)) await ana.markRead(id, lastSeq);
    const few = await costOf(ledger, () => ana.conversations({ limit: 100 }));
    for (const person of [cleo, dina]) await ana.sendMessage(person, 'of many');
    for (const id of await talksOf(ana, 12, [bo])) await ana.sendGroupMessage(id, 'of many');

    const many = await costOf(ledger, () => ana.conversations({ limit: 100 }));

    expect(ledger.sequenceOf(few.requestId)).toHaveLength(3);
    expect(ledger.sequenceOf(many.requestId).map((call) => call.split(' ')[0])).toEqual(
      ledger.sequenceOf(few.requestId).map((call) => call.split(' ')[0]),
    );
    expect(many.sequentialRoundTrips).toBe(few.sequentialRoundTrips);
  });

  it('cost one more Query for each that has something unread, and nothing else', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { ledger } = world().runtime.gate;
    const groupIds = await talksOf(ana, 5, [bo]);
    for (const id of groupIds.slice(0, 1)) await ana.sendGroupMessage(id, 'unread');
    const one = await costOf(ledger, () => bo.conversations());
    for (const id of groupIds.slice(1)) await ana.sendGroupMessage(id, 'unread');

    const five = await costOf(ledger, () => bo.conversations());

    const callsOf = ({ calls }: typeof one) => calls.map(({ operation }) => operation).sort();
    const more = Array.from({ length: 4 }, () => 'Query');
    expect(callsOf(five)).toEqual([...callsOf(one), ...more].sort());
  });

  it.each([-1, 0, 101])('refuse a page of %i', async (limit) => {
    const { ana } = await world().people('ana');

    await expect(ana.conversations({ limit })).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it.each(['', 'x', 'W10', Buffer.from('[null,null]').toString('base64url')])(
    'refuse the token %j that no page gave',
    async (nextToken) => {
      const { ana } = await world().people('ana');

      await expect(ana.conversations({ nextToken })).rejects.toMatchObject({ type: 'BadRequest' });
    },
  );

  it('give nothing of another’s list for the token of his', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await talksOf(ana, 2);
    const { nextToken } = await ana.conversations({ limit: 1 });

    await expect(bo.conversations({ nextToken })).resolves.toEqual({ items: [], nextToken: null });
  });
});
