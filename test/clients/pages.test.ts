import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPassword, freshUsername } from '../support/Visitor.ts';
import { findChromium, installChromium } from './browser/findChromium.ts';
import { openBrowser } from './browser/openBrowser.ts';
import { useClientWorld } from './support/useClientWorld.ts';

const isMissing = findChromium() === undefined;

describe.skipIf(isMissing)(`pages of the runtime (need Chromium: ${installChromium})`, () => {
  const world = useClientWorld();
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(world().runtime);
  });
  afterAll(() => browser.close());

  /** A page, and the addresses outside the runtime that it asks for. */
  async function open(path: string, width: number): Promise<{ page: Page; elsewhere: string[] }> {
    const { origin } = world().runtime;
    const page = await browser.newPage({ viewport: { width, height: 844 } });
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !/^(?:data|blob):/.test(request.url())) elsewhere.push(request.url());
    });
    await page.goto(`${origin}${path}`);
    return { page, elsewhere };
  }

  describe('/mails on a phone', () => {
    it('shows a new code by itself, on one line, and shows when it is used', async () => {
      const { userPools, webClientId } = world().runtime;
      const { page, elsewhere } = await open('/mails', 390);
      const username = freshUsername('a-name-as-long-as-names-may-be');
      const ClientId = webClientId;
      const UserAttributes = [{ Name: 'email', Value: `${username}@a-long-domain.example.com` }];
      await userPools.call('SignUp', { ClientId, Username: username, Password: aPassword, UserAttributes });
      const ConfirmationCode = await world().endpoints.codeFor(username);

      const code = page.getByText(ConfirmationCode, { exact: true });
      await code.waitFor();
      const item = page.locator('li', { has: code });
      expect(await item.innerText()).toContain('valid');
      const box = await code.boundingBox();
      expect(box?.height).toBeLessThan(60);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(390);

      await userPools.call('ConfirmSignUp', { ClientId, Username: username, ConfirmationCode });
      await item.getByText('used', { exact: true }).waitFor();
      expect(elsewhere).toEqual([]);
    });
  });

  describe('/ide', () => {
    it('sends the tab that it opens with as it is, without an offer, and asks nobody else', async () => {
      const { demoUsers } = world().runtime;
      const { page, elsewhere } = await open('/ide/', 1280);

      await page.locator('button', { hasText: 'Send Request' }).click();

      await page.getByText(demoUsers[0]!.userId).first().waitFor();
      expect(await page.locator('app-banner-container').isVisible()).toBe(false);
      expect(await page.getByText('Altair AI').filter({ visible: true }).count()).toBe(0);
      expect(elsewhere).toEqual([]);
    });
  });
});
