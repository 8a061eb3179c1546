import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import { operations } from '../support/operations.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();
const administrator = () => new Administrator(world().runtime);

describe('disableUser', () => {
  it('shuts a person out: no send, no new subscription, no sign-in, and the open subscription ends', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await ana.onMessage();

    expect(await administrator().disableUser(ana)).toBe(true);

    await inbox.ended();
    await expect(ana.sendMessage(bo, 'Still here.')).rejects.toMatchObject({ type: 'Unauthorized' });
    await expect(ana.onMessage()).rejects.toMatchObject({ type: 'Unauthorized' });
    await expect(world().visitor.authenticateUser(ana.username)).rejects.toMatchObject({ type: 'Unauthorized' });
    expect((await bo.checkMessages()).messages).toEqual([]);
  });

  it('refuses messages to the person as it refuses them to nobody, and shows the profile as before', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const profile = await bo.user(ana.id);

    await administrator().disableUser(ana);

    const refused = await bo.sendMessage(ana, 'Hello.').catch((error: unknown) => error);
    const nobody = await bo.sendMessage(randomUUID(), 'Hello.').catch((error: unknown) => error);
    expect(refused).toMatchObject({ type: 'RecipientUnavailable' });
    expect(refused).toEqual(nobody);
    expect(await bo.user(ana.id)).toEqual(profile);
  });

  it('changes nothing when it is repeated', async () => {
    const { ana } = await world().people('ana');

    expect(await administrator().disableUser(ana)).toBe(true);
    expect(await administrator().disableUser(ana)).toBe(true);
  });

  it('refuses an id that nobody has, and what is no id', async () => {
    await expect(administrator().disableUser({ id: randomUUID() })).rejects.toMatchObject({ type: 'NotFound' });
    await expect(administrator().disableUser({ id: 'ana' })).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('is for operators: people and callers with the API key are refused', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    const asPerson = await bo.request(operations.disableUser, { userId: ana.id });
    const asVisitor = await world().visitor.request(operations.disableUser, { userId: ana.id });

    for (const answer of [asPerson, asVisitor]) expect(answer.errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    expect((await ana.sendMessage(bo, 'Still here.')).seq).toBe(1);
  });
});
