import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';
import { freshUsername } from '../support/Visitor.ts';

const world = useWorld();

/** A send, as the sender sees it and as somebody who counts its calls would. */
const sendAs = async (sender: Person, recipientId: string) => {
  const { ledger } = world().runtime.gate;
  const requestIds = new Set<string>();
  ledger.onEntry((requestId) => requestIds.add(requestId));
  const input = { recipientId, text: 'Hello.', clientMessageId: randomUUID() };
  const answer = await sender.request(operations.sendMessage, { input });
  const [requestId = ''] = [...requestIds];
  return { answer: JSON.stringify(answer), calls: ledger.sequenceOf(requestId) };
};

describe('P5: a refusal tells nothing', () => {
  it('blocked, unknown, unconfirmed and disabled are one answer, byte for byte, by the same calls', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    await bo.blockUser(ana);
    await new Administrator(world().runtime).disableUser(cy);
    const unconfirmed = await world().visitor.registerUser({ username: freshUsername('eve') });

    const blocked = await sendAs(ana, bo.id);
    const unknown = await sendAs(ana, randomUUID());

    expect(blocked.answer).toContain('RecipientUnavailable');
    expect(blocked).toEqual(unknown);
    expect(await sendAs(ana, unconfirmed.userId)).toEqual(unknown);
    expect(await sendAs(ana, cy.id)).toEqual(unknown);
    expect(unknown.calls.length).toBeGreaterThan(0);
  });

  it('an earlier conversation makes no difference to the answer', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'Before.');
    await bo.blockUser(ana);

    expect(await sendAs(ana, bo.id)).toEqual(await sendAs(ana, randomUUID()));
  });

  it('a profile does not depend on a block', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const before = await ana.user(bo.id);

    await bo.blockUser(ana);

    expect(await ana.user(bo.id)).toEqual(before);
    expect(await ana.userByUsername(bo.username)).toEqual(before);
  });

  it('one’s own block is told', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.blockUser(bo);
    await bo.blockUser(ana);

    await expect(ana.sendMessage(bo, 'Hello.')).rejects.toMatchObject({
      type: 'Forbidden',
      info: { reason: 'YOU_BLOCKED' },
    });
  });

  it('who blocked me looks on every surface like a disabled account', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    for (const person of [bo, cy]) await person.sendMessage(ana, 'Before.');
    await bo.blockUser(ana);
    await new Administrator(world().runtime).disableUser(cy);
    const asSeenByAna = async (person: Person) => ({
      user: await ana.user(person.id),
      byUsername: await ana.userByUsername(person.username),
      listed: await ana.users([person.id]),
      block: await ana.blockUser(person),
      unblock: await ana.unblockUser(person),
    });
    const anonymous = (seen: unknown, { id, username }: Person): string =>
      JSON.stringify(seen)
        .replaceAll(id, 'id')
        .replaceAll(username, 'username')
        .replaceAll(/"displayName":"\w+"|"\d{4}-[^"]*Z"/g, '…');

    expect(anonymous(await asSeenByAna(bo), bo)).toBe(anonymous(await asSeenByAna(cy), cy));
    expect((await ana.checkMessages()).messages.map(({ text }) => text)).toEqual(['Before.', 'Before.']);
  });
});
