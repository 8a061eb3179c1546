import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();
const administrator = () => new Administrator(world().runtime);

describe('enableUser', () => {
  it('lets a person in again, who finds what was sent before', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await bo.sendMessage(ana, 'Before.');
    await administrator().disableUser(ana);

    expect(await administrator().enableUser(ana)).toBe(true);

    const again = await world().visitor.signsIn(ana.username);
    expect((await again.checkMessages()).messages.map(({ text }) => text)).toEqual(['Before.']);
    const inbox = await again.onMessage();
    const sent = await bo.sendMessage(again, 'Welcome back.');
    expect(await inbox.next()).toEqual(sent);
    inbox.close();
  });

  it('changes nothing for a person who is not shut out', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    expect(await administrator().enableUser(ana)).toBe(true);

    expect((await ana.sendMessage(bo, 'Here.')).seq).toBe(1);
  });

  it('refuses an id that nobody has', async () => {
    await expect(administrator().enableUser({ id: randomUUID() })).rejects.toMatchObject({ type: 'NotFound' });
  });
});
