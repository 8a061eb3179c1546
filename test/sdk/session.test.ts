import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryStorage, type MessagingClient } from '../../sdk/src/core.ts';
import { Administrator } from '../support/Administrator.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';
import { createClient, until } from './Device.ts';

const world = useWorld();
const clients: MessagingClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

const open = (options: Parameters<typeof createClient>[1] = {}): MessagingClient => {
  const client = createClient(world(), options);
  clients.push(client);
  return client;
};

/** The session's end, as an application learns it. */
const ended = (client: MessagingClient): Promise<string> =>
  new Promise((resolve) => {
    client.onSignedOut(resolve);
  });

describe('a session', () => {
  it('is resumed from the storage', async () => {
    const { ana } = await world().people('ana');
    const storage = createMemoryStorage();
    await open({ storage }).authenticateUser(ana);

    expect(await open({ storage }).opened()).toEqual({ status: 'signedIn', userId: ana.id, username: ana.username });
  });

  it.each([
    ['elsewhere', (ana: Person) => ana.signOut()],
    ['disabled', (ana: Person) => new Administrator(world().runtime).disableUser(ana)],
  ])('that ends %s says so, and leaves no message in the storage', async (reason, end) => {
    const { ana, bo } = await world().people('ana', 'bo');
    const storage = createMemoryStorage();
    const client = open({ storage });
    await client.authenticateUser(ana);
    await client.connect();
    await bo.sendMessage(ana, 'A secret.');
    await until(client.conversationList, ({ items }) => items[0]?.peer != null);
    const reported = ended(client);

    await end(ana);

    expect(await reported).toBe(reason);
    expect(client.conversationList.getSnapshot().items).toEqual([]);
    await client.close();
    expect(JSON.stringify(await storage.read(''))).not.toContain('A secret.');
  });

  it('goes on after the password was changed', async () => {
    const { ana } = await world().people('ana');
    const client = open();
    await client.authenticateUser(ana);

    await client.changePassword({ oldPassword: ana.password, newPassword: 'Another-Horse-8' });

    expect(await client.me()).toMatchObject({ id: ana.id });
    expect(await client.updateProfile({ displayName: 'Ana A.' })).toMatchObject({ displayName: 'Ana A.' });
  });

  it('of a token provider that fails is signed out', async () => {
    const client = open({ tokenProvider: () => Promise.reject(new Error('No.')) });

    await expect(client.opened()).rejects.toThrow('No.');
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut' });
  });
});
