import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { AppPage } from './browser/AppPage.ts';
import { findChromium, installChromium } from './browser/findChromium.ts';
import { openBrowser } from './browser/openBrowser.ts';
import { startPages, type Pages } from './browser/startPages.ts';

const isMissing = findChromium() === undefined;

/** Amplify and Apollo in a browser: `npm run test:long`. */
describe.skipIf(isMissing)(`a page of another origin (needs Chromium: ${installChromium})`, () => {
  const world = useWorld();
  let pages: Pages | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    pages = await startPages('plain');
    browser = await openBrowser(world().runtime);
  });
  afterAll(async () => {
    await browser?.close();
    pages?.stop();
  });

  it('queries, sends and hears with fetch and WebSocket', async () => {
    const { ana, bob } = await world().people('ana', 'bob');
    const { graphqlUrl, region, apiKey } = world().runtime;
    const page = await AppPage.open<'plain'>(browser!, pages!.urlOf('plain'));
    await page.call('configure', { graphqlUrl, region, apiKey, token: bob.session.accessToken });

    await page.call('listen');
    const sent = await ana.sendMessage(bob, 'live');

    expect(await page.call('heard')).toEqual(sent);
    expect(await page.call('me')).toBe(bob.id);
    expect((await page.call('sendMessage', ana.id, 'back')).seq).toBe(2);
    expect(page.faults).toEqual([]);
  });
});
