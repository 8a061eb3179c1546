import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { costOf } from '../support/costOf.ts';
import { MessagingError } from '../support/MessagingError.ts';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const textsIn = async (person: Person, conversationId: string): Promise<(string | null | undefined)[]> =>
  (await person.messages(conversationId)).items.map(({ text }) => text);

describe('deleteGroup', () => {
  it('ends the group for everybody in it', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id, createdAt } = await ana.createGroup({ name: 'Camp', memberIds: [bo.id] });

    const group = await ana.deleteGroup(id);

    expect(group).toEqual({
      id,
      name: 'Camp',
      createdAt,
      memberCount: 0,
      myRole: null,
      conversationId: `group:${id}`,
    });
    for (const person of [ana, bo]) {
      await expect(person.group(id)).rejects.toMatchObject({ type: 'NotFound' });
      await expect(person.sendGroupMessage(id, 'hello?')).rejects.toMatchObject({ type: 'NotFound' });
      expect((await person.groups()).items).toEqual([]);
    }
    await expect(ana.addUserToGroup(id, cy)).rejects.toMatchObject({ type: 'NotFound' });
    await expect(bo.leaveGroup(id)).rejects.toMatchObject({ type: 'NotFound' });
  });

  it('leaves its members what was sent', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Camp', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'see you');

    await ana.deleteGroup(id);

    expect(await textsIn(bo, conversationId)).toEqual(['see you']);
    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['see you']);
    expect(await bo.conversation(conversationId)).toMatchObject({ group: null, lastSeq: 1, unreadCount: 1 });
    expect(await bo.markRead(conversationId, 1)).toMatchObject({ unreadCount: 0 });
    expect((await bo.conversations()).items).toMatchObject([{ id: conversationId, group: null }]);
  });

  it('answers a repeat of who deleted it as the first time, and nobody else', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Camp', memberIds: [bo.id] });
    const first = await ana.deleteGroup(id);

    expect(await ana.deleteGroup(id)).toEqual(first);
    await expect(bo.deleteGroup(id)).rejects.toMatchObject({ type: 'NotFound' });
  });

  it('shows no members of a deleted group', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Camp', memberIds: [bo.id] });
    const query = operations.deleteGroup.replace('conversationId', 'members { nextToken items { userId } }');

    const answer = await ana.request(query, { groupId: id });

    expect(answer).toMatchObject({ data: { deleteGroup: { members: { nextToken: null, items: [] } } } });
  });

  it('is for the owner', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Camp', memberIds: [bo.id] });
    await ana.changeGroupRole(id, bo, 'ADMIN');

    await expect(bo.deleteGroup(id)).rejects.toMatchObject({ type: 'Forbidden' });
    const foreign = await cy.deleteGroup(id).catch((error: unknown) => error);
    const unknown = await cy.deleteGroup(randomUUID()).catch((error: unknown) => error);

    expect(foreign).toMatchObject({ type: 'NotFound' });
    expect(foreign).toEqual(unknown);
    expect((await ana.group(id)).memberCount).toBe(2);
  });

  it('costs the same in a group of one and in a group of twenty', async () => {
    const { ana } = await world().people('ana');
    const others = await world().people(...Array.from({ length: 19 }, (_, index) => `m${index}`));
    const small = await ana.createGroup({ name: 'Small' });
    const large = await ana.createGroup({ name: 'Large', memberIds: Object.values(others).map(({ id }) => id) });
    const { ledger } = world().runtime.gate;

    const ofSmall = await costOf(ledger, () => ana.deleteGroup(small.id));
    const ofLarge = await costOf(ledger, () => ana.deleteGroup(large.id));

    const { readUnits, writeUnits, sequentialRoundTrips } = ofSmall;
    expect(ofLarge).toMatchObject({ readUnits, writeUnits, sequentialRoundTrips });
  });
});

describe('deleteGroup beside sends', () => {
  it('stores a message before it or refuses it, and gives each its one seq', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id, conversationId } = await ana.createGroup({ name: 'Camp', memberIds: [bo.id, cy.id] });
    await bo.sendGroupMessage(id, 'first');

    const sends = Array.from({ length: 12 }, (_, index) =>
      (index % 2 ? bo : cy).sendGroupMessage(id, `message ${index}`).catch((error: unknown) => error),
    );
    await Promise.race(sends);
    await ana.deleteGroup(id);
    const late = await bo.sendGroupMessage(id, 'too late').catch((error: unknown) => error);
    const outcomes = await Promise.all(sends);

    expect(late).toMatchObject({ type: 'NotFound' });
    const refused = outcomes.filter((outcome) => outcome instanceof MessagingError);
    const stored = outcomes.filter((outcome) => !refused.includes(outcome as MessagingError)) as { seq: number }[];
    for (const { type } of refused) expect(type).toBe('NotFound');
    const seqs = (await bo.messages(conversationId)).items.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect([1, ...stored.map(({ seq }) => seq).sort((a, b) => a - b)]).toEqual(seqs);
  });

  it('refuses a send that was under way', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Camp', memberIds: [bo.id] });
    const hold = world().runtime.gate.hold(
      ({ operation, roleArn }) => operation === 'TransactWriteItems' && roleArn.includes('sendGroupMessage'),
    );

    const send = bo.sendGroupMessage(id, 'too late').catch((error: unknown) => error);
    const write = await hold.next();
    await ana.deleteGroup(id);
    hold.end();
    await write.release();

    expect(await send).toMatchObject({ type: 'NotFound' });
    expect(await textsIn(ana, conversationId)).toEqual([]);
  });

  it('repeats a send that was stored before, as any other', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Camp', memberIds: [bo.id] });
    const clientMessageId = randomUUID();
    const first = await bo.sendGroupMessage(id, 'in time', clientMessageId);
    await ana.deleteGroup(id);

    expect(await bo.sendGroupMessage(id, 'in time', clientMessageId)).toEqual(first);
  });
});
