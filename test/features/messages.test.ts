import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Message, MessagePage } from '../../generated/types.ts';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const seqsOf = ({ items }: MessagePage): number[] => items.map(({ seq }) => seq);

const groupOf = async (owner: Person, texts: number, members: readonly Person[] = []) => {
  const group = await owner.createGroup({ name: 'Run club', memberIds: members.map(({ id }) => id) });
  const sent: Message[] = [];
  for (let seq = 1; seq <= texts; seq += 1) sent.push(await owner.sendGroupMessage(group.id, `text ${seq}`));
  return { ...group, sent };
};

const answerOf = async (person: Person, conversationId: string): Promise<string> =>
  JSON.stringify(await person.request(operations.messages, { conversationId }));

describe('messages', () => {
  it('are what was sent, by seq, the same for both people', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const sent = [
      await ana.sendMessage(bo, 'one'),
      await bo.sendMessage(ana, 'two'),
      await ana.sendMessage(bo, 'three'),
    ];
    const { conversationId } = await ana.sendMessage(bo, 'one', sent[0]?.clientMessageId ?? '');

    expect(await ana.messages(conversationId)).toEqual({ items: sent, hasMore: false });
    expect(await bo.messages(conversationId)).toEqual({ items: sent, hasMore: false });
  });

  it('are none before the first one', async () => {
    const { ana } = await world().people('ana');
    const { conversationId } = await groupOf(ana, 0);

    await expect(ana.messages(conversationId)).resolves.toEqual({ items: [], hasMore: false });
  });

  it('come in pages of both directions, each saying whether there are more in its own', async () => {
    const { ana } = await world().people('ana');
    const { conversationId, sent } = await groupOf(ana, 7);
    const pages: readonly [Parameters<Person['messages']>[1], readonly number[], boolean][] = [
      [{ limit: 3 }, [5, 6, 7], true],
      [{ limit: 7 }, [1, 2, 3, 4, 5, 6, 7], false],
      [{ beforeSeq: 5, limit: 2 }, [3, 4], true],
      [{ beforeSeq: 3, limit: 2 }, [1, 2], false],
      [{ beforeSeq: 1 }, [], false],
      [{ beforeSeq: 0 }, [], false],
      [{ beforeSeq: 1_000 }, [1, 2, 3, 4, 5, 6, 7], false],
      [{ afterSeq: 0, limit: 2 }, [1, 2], true],
      [{ afterSeq: 5, limit: 2 }, [6, 7], false],
      [{ afterSeq: 6 }, [7], false],
      [{ afterSeq: 7 }, [], false],
      [{ afterSeq: 2 ** 31 - 1 }, [], false],
    ];

    for (const [page, seqs, hasMore] of pages) {
      const items = sent.filter(({ seq }) => seqs.includes(seq));
      expect([page, await ana.messages(conversationId, page)]).toEqual([page, { items, hasMore }]);
    }
  });

  it.each([
    { limit: -1 },
    { limit: 0 },
    { limit: 101 },
    { beforeSeq: -1 },
    { afterSeq: -1 },
    { beforeSeq: 2, afterSeq: 1 },
    { beforeSeq: 0, afterSeq: 0 },
  ])('are refused to %o', async (page) => {
    const { ana } = await world().people('ana');
    const { conversationId } = await groupOf(ana, 1);

    await expect(ana.messages(conversationId, page)).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('are those of one’s stays alone, also after the last one, and a page ends where a stay did', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await groupOf(ana, 2);
    await ana.addUserToGroup(id, bo);
    await ana.sendGroupMessage(id, 'three, in the first stay');
    await bo.sendGroupMessage(id, 'four, in the first stay');
    await bo.leaveGroup(id);
    await ana.sendGroupMessage(id, 'five, away');
    await ana.addUserToGroup(id, bo);
    await ana.sendGroupMessage(id, 'six, in the second stay');
    const inside = async () => {
      const newest = await bo.messages(conversationId);
      const older = await bo.messages(conversationId, { beforeSeq: 6 });
      const oldest = await bo.messages(conversationId, { afterSeq: 0 });
      const newer = await bo.messages(conversationId, { afterSeq: 4 });
      const inGap = await bo.messages(conversationId, { beforeSeq: 5, limit: 1 });
      return [newest, older, oldest, newer, inGap].map((page) => [seqsOf(page), page.hasMore]);
    };
    const expected = [
      [[6], true],
      [[3, 4], false],
      [[3, 4], true],
      [[6], false],
      [[4], true],
    ];
    expect(await inside()).toEqual(expected);

    await ana.removeUserFromGroup(id, bo);
    await ana.sendGroupMessage(id, 'seven, gone');

    expect(await inside()).toEqual(expected);
  });

  it('of somebody blocked have no text in a group, in whichever direction, until he is unblocked', async () => {
    const { ana, bo, cleo } = await world().people('ana', 'bo', 'cleo');
    const { id, conversationId } = await groupOf(ana, 1, [bo, cleo]);
    await bo.sendGroupMessage(id, 'rude');
    await cleo.sendGroupMessage(id, 'kind');
    const whole = await ana.messages(conversationId);

    await ana.blockUser(bo);
    await bo.sendGroupMessage(id, 'rude again');

    const redacted = { senderId: bo.id, text: null, clientMessageId: null, hiddenReason: 'BLOCKED_SENDER' };
    const shown = [whole.items[0], { seq: 2, ...redacted }, whole.items[2], { seq: 4, ...redacted }];
    expect((await ana.messages(conversationId)).items).toMatchObject(shown);
    expect((await ana.messages(conversationId, { afterSeq: 0 })).items).toMatchObject(shown);
    expect((await cleo.messages(conversationId)).items.map(({ text }) => text)).toEqual([
      'text 1',
      'rude',
      'kind',
      'rude again',
    ]);

    await ana.unblockUser(bo);
    expect((await ana.messages(conversationId)).items.slice(0, 3)).toEqual(whole.items);
  });

  it('of a direct conversation keep their texts for both, whoever blocks whom', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await bo.sendMessage(ana, 'before');
    const { conversationId } = await ana.sendMessage(bo, 'answered');
    const before = await ana.messages(conversationId);

    await ana.blockUser(bo);

    expect(await ana.messages(conversationId)).toEqual(before);
    expect(await bo.messages(conversationId)).toEqual(before);
  });

  it.each(['', 'x', 'direct:x', 'group:*'])(
    'have one answer for the malformed id %j, an unknown one and a foreign one',
    async (malformed) => {
      const { ana, bo, cleo } = await world().people('ana', 'bo', 'cleo');
      const { conversationId } = await ana.sendMessage(bo, 'not for Cleo');
      const group = await groupOf(ana, 1, [bo]);

      const foreign = await answerOf(cleo, conversationId);

      expect(JSON.parse(foreign)).toMatchObject({
        data: null,
        errors: [{ errorType: 'NotFound', message: 'There is no such conversation.', errorInfo: null }],
      });
      expect(await answerOf(cleo, group.conversationId)).toBe(foreign);
      expect(await answerOf(cleo, `group:${randomUUID()}`)).toBe(foreign);
      expect(await answerOf(cleo, malformed)).toBe(foreign);
    },
  );
});
