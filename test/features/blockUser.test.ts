import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';

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

  it.each([
    ['oneself', 'own', 'BadRequest'],
    ['somebody who does not exist', randomUUID(), 'NotFound'],
    ['what is no id', 'bo/..', 'BadRequest'],
    ['an empty id', '', 'BadRequest'],
  ])('refuses %s', async (_name, userId, type) => {
    const { ana } = await world().people('ana');

    await expect(ana.blockUser(userId === 'own' ? ana.id : userId)).rejects.toMatchObject({ type });
    expect((await ana.blockedUsers()).items).toEqual([]);
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
});
