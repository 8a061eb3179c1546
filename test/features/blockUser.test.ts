import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { malformedIds } from '../support/malformedIds.ts';
import { MessagingError } from '../support/MessagingError.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';
import { freshUsername } from '../support/Visitor.ts';

const world = useWorld();

/** As clients do: `Unavailable` is to be repeated, which happens when all tries meet one transaction that takes long. */
const repeated = async (run: () => Promise<unknown>): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    const outcome: unknown = await run().catch((error: unknown) => error);
    if (!(outcome instanceof MessagingError)) return;
    if (outcome.type !== 'Unavailable' || tries === 50) throw outcome;
  }
};

describe('blockUser', () => {
  it('refuses the direct messages of the person who is blocked, and lets nothing through', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();

    const block = await bo.blockUser(ana);

    expect(block).toMatchObject({ userId: ana.id, user: { id: ana.id, username: ana.username } });
    await expect(ana.sendMessage(bo, 'Are you there?')).rejects.toMatchObject({
      type: 'RecipientUnavailable',
      info: null,
    });
    await bo.unblockUser(ana);
    await ana.sendMessage(bo, 'The sentinel.');
    expect((await inbox.next()).text).toBe('The sentinel.');
    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['The sentinel.']);
    inbox.close();
  });

  it('keeps what was said before', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'Before.');

    await bo.blockUser(ana);

    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['Before.']);
  });

  it('is one-way: of the blocked person nothing else changes', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');

    await bo.blockUser(ana);

    expect((await ana.sendMessage(cy, 'To Cy.')).seq).toBe(1);
    expect(await ana.user(bo.id)).toMatchObject({ username: bo.username });
    expect((await ana.blockedUsers()).items).toEqual([]);
  });

  it('changes nothing when it is repeated', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    const first = await bo.blockUser(ana);
    const second = await bo.blockUser(ana);

    expect(second).toEqual(first);
    expect((await bo.blockedUsers()).items).toEqual([first]);
  });

  it('gets through while the person sends without a pause and the writes conflict', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { gate } = world().runtime;
    const outcomes: unknown[] = [];
    let isOver = false;
    const sendOnAndOn = async (): Promise<void> => {
      while (!isOver) outcomes.push(await ana.sendMessage(bo, 'On and on.').catch((error: unknown) => error));
    };
    await ana.sendMessage(bo, 'The first.');
    gate.injectFaults({ seed: 7, conflictOnOverlap: 1 });

    const sending = Promise.all([sendOnAndOn(), sendOnAndOn(), sendOnAndOn()]);
    for (let round = 0; round < 5; round += 1) {
      await repeated(() => bo.blockUser(ana));
      await expect(ana.sendMessage(bo, 'Late.')).rejects.toMatchObject({ type: 'RecipientUnavailable' });
      await repeated(() => bo.unblockUser(ana));
      await ana.sendMessage(bo, 'Let in.');
    }
    isOver = true;
    await sending;
    gate.injectFaults(undefined);

    expect(gate.injectedFaults().conflictOnOverlap).toBeGreaterThan(0);
    const stored = outcomes.filter((outcome) => !(outcome instanceof MessagingError));
    const { seq } = await ana.sendMessage(bo, 'The last.');
    expect(seq).toBe(stored.length + 5 + 2);
    expect((await bo.checkMessages({ limit: 100 })).messages.filter(({ text }) => text === 'Late.')).toEqual([]);
  });

  it('keeps nothing of what it refuses', async () => {
    const { ana } = await world().people('ana');
    const unconfirmed = await world().visitor.registerUser({ username: freshUsername('eve') });

    for (const id of [...malformedIds, ana.id]) {
      expect(await refused(world(), () => ana.blockUser(id)), id).toMatchObject({ type: 'BadRequest', info: null });
    }
    for (const id of [randomUUID(), unconfirmed.userId]) {
      expect(await refused(world(), () => ana.blockUser(id))).toMatchObject({ type: 'NotFound', info: null });
    }
  });
});
