import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import { freshUsername } from '../support/Visitor.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

/** A send, as the sender sees it and as somebody who counts its calls would. */
const sendAs = async (sender: Person, recipientId: string) => {
  const { ledger } = world().runtime.dataPlane;
  const requestIds = new Set<string>();
  ledger.onEntry((requestId) => requestIds.add(requestId));
  const input = { recipientId, text: 'Hello.', clientMessageId: randomUUID() };
  const answer = await sender.request(operations.sendMessage, { input });
  const [requestId = ''] = [...requestIds];
  return { answer: JSON.stringify(answer), calls: ledger.sequenceOf(requestId) };
};

describe('P5: a refusal tells nothing', () => {
  it('blocked, unknown and unconfirmed are one answer, byte for byte, by the same calls', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await bo.blockUser(ana);
    const unconfirmed = await world().visitor.registerUser({ username: freshUsername('eve') });

    const blocked = await sendAs(ana, bo.id);
    const unknown = await sendAs(ana, randomUUID());

    expect(blocked.answer).toContain('RecipientUnavailable');
    expect(blocked).toEqual(unknown);
    expect(await sendAs(ana, unconfirmed.userId)).toEqual(unknown);
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
});
