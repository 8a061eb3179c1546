import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { malformedIds } from '../support/malformedIds.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';
import { freshUsername } from '../support/Visitor.ts';

const world = useWorld();

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

  it('succeeds while the blocked person sends 50 messages a second, and the writes conflict', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { dataPlane } = world().runtime;
    dataPlane.injectFaults({ seed: 7, conflictOnOverlap: 1 });

    const sends = Array.from({ length: 50 }, (_, index) => ana.sendMessage(bo, `Message ${index}.`));
    const block = await bo.blockUser(ana);
    const outcomes = await Promise.allSettled(sends);
    dataPlane.injectFaults(undefined);

    expect(block.createdAt).not.toBeNull();
    await expect(ana.sendMessage(bo, 'After.')).rejects.toMatchObject({ type: 'RecipientUnavailable' });
    const stored = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const { messages } = await bo.checkMessages({ limit: 100 });
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: stored }, (_, index) => index + 1));
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
