import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPassword, freshUsername } from '../support/Visitor.ts';
import { AppPage } from './browser/AppPage.ts';
import type { Apps } from './browser/BrowserApp.ts';
import { openBrowser } from './browser/openBrowser.ts';
import { startPages, type Pages } from './browser/startPages.ts';
import { useClientWorld } from './support/useClientWorld.ts';

const world = useClientWorld();
let pages: Pages | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  pages = await startPages('amplify', 'apollo');
  browser = await openBrowser(world().runtime);
});
afterAll(async () => {
  await browser?.close();
  pages?.stop();
});

const secured = (address: string): string => address.replace(/^http/, 'https');

/** Runs a story in a page of its own; nothing may be thrown there, and nobody else may be asked for anything. */
async function inPage<Name extends keyof Apps>(
  name: Name,
  story: (page: AppPage<Name>) => Promise<void>,
): Promise<void> {
  const page = await AppPage.open<Name>(browser!, pages!.urlOf(name));
  await story(page);
  expect(page.faults).toEqual([]);
  expect(page.strangers).toEqual([]);
  await page.page.context().close();
}

interface Addresses {
  readonly graphqlUrl: string;
  readonly userPoolEndpoint: string;
}

/** Registers in the page and signs in; gives the user's id. */
async function joins(page: AppPage<'amplify'>, addresses: Addresses): Promise<string> {
  const username = freshUsername('bob');
  await page.call('configure', { outputs: world().amplifyOutputs, ...addresses });
  await page.call('signUp', username, aPassword);
  await page.call('confirmSignUp', username, await world().endpoints.codeFor(username));
  await page.call('signIn', username, aPassword);
  return page.call('me');
}

describe('Amplify in Chromium, from another origin', () => {
  const plain = (): Addresses => {
    const { graphqlUrl, origin } = world().runtime;
    return { graphqlUrl, userPoolEndpoint: origin };
  };

  it.each<[string, () => Addresses, string]>([
    ['http://, which Amplify turns into wss://', plain, 'wss'],
    ['HTTP://', () => ({ ...plain(), graphqlUrl: plain().graphqlUrl.replace(/^http/, 'HTTP') }), 'ws'],
    [
      'https://',
      () => ({ graphqlUrl: secured(plain().graphqlUrl), userPoolEndpoint: secured(plain().userPoolEndpoint) }),
      'wss',
    ],
  ])('registers, refreshes, sends and hears at %s', async (_, addresses, scheme) => {
    const { ana } = await world().people('ana');
    await inPage('amplify', async (page) => {
      const sockets: string[] = [];
      page.page.on('websocket', (socket) => sockets.push(socket.url()));
      const userId = await joins(page, addresses());

      await page.call('listen');
      const sent = await ana.sendMessage(userId, 'live');

      expect(await page.call('heard')).toEqual(sent);
      expect(await page.call('refresh')).toBe(true);
      expect((await page.call('sendMessage', ana.id, 'back')).seq).toBe(2);
      expect((await ana.checkMessages()).messages).toMatchObject([{ text: 'back', senderId: userId }]);
      expect(sockets.map((address) => new URL(address).protocol)).toEqual([`${scheme}:`]);
    });
  });

  it('comes back after the server has dropped the connection', async () => {
    const { ana } = await world().people('ana');
    await inPage('amplify', async (page) => {
      const userId = await joins(page, plain());
      await page.call('listen');

      world().runtime.realtime.dropConnections();
      await page.call('reconnected');
      await ana.sendMessage(userId, 'after');

      expect((await page.call('heard')).text).toBe('after');
    });
  });

  it('keeps the session over a reload, until a global sign-out', async () => {
    await inPage('amplify', async (page) => {
      const userId = await joins(page, plain());

      await page.load(pages!.urlOf('amplify'));
      await page.call('configure', { outputs: world().amplifyOutputs, ...plain() });

      expect(await page.call('me')).toBe(userId);
      await page.call('signOut');
      await expect(page.call('me')).rejects.toThrow();
    });
  });
});

describe('Apollo in Chromium, from another origin', () => {
  it.each<[string, (address: string) => string]>([
    ['http://', (address) => address],
    ['https://', secured],
  ])('queries, sends and hears at %s with a Buffer', async (_, toAddress) => {
    const { ana, bob } = await world().people('ana', 'bob');
    const { graphqlUrl, region, apiKey } = world().runtime;
    await inPage('apollo', async (page) => {
      const token = bob.session.accessToken;
      await page.call('configure', { graphqlUrl: toAddress(graphqlUrl), region, apiKey, token });

      await page.call('listen');
      const sent = await ana.sendMessage(bob, 'live');

      expect(await page.call('heard')).toEqual({ __typename: 'Message', ...sent });
      expect(await page.call('me')).toBe(bob.id);
      expect(await page.call('sendMessage', ana.id, 'back')).toMatchObject({ __typename: 'Message', seq: 2 });
    });
  });
});
