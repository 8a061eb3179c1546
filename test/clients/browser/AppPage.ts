import type { Browser, Page } from 'playwright-core';
import type { Apps } from './BrowserApp.ts';

type Call = (...args: never[]) => unknown;
type Methods<App> = { [Name in keyof App]: App[Name] extends Call ? App[Name] : never };

/** A page with one of the apps, and what went wrong in it. */
export class AppPage<Name extends keyof Apps> {
  readonly page: Page;
  /** Errors that nobody caught. */
  readonly faults: string[] = [];
  /** Hosts other than this machine that the page wanted something of. */
  readonly strangers: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== 'localhost') this.strangers.push(hostname);
    });
  }

  static async open<Name extends keyof Apps>(browser: Browser, url: string): Promise<AppPage<Name>> {
    const page = await (await browser.newContext()).newPage();
    const opened = new AppPage<Name>(page);
    await opened.load(url);
    return opened;
  }

  /** Loads the page, also again. */
  async load(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.waitForFunction('globalThis.app !== undefined');
  }

  call<Method extends keyof Methods<Apps[Name]>>(
    method: Method,
    ...args: Parameters<Methods<Apps[Name]>[Method]>
  ): Promise<Awaited<ReturnType<Methods<Apps[Name]>[Method]>>> {
    const given = args.map((argument) => JSON.stringify(argument)).join(', ');
    return this.page.evaluate(`globalThis.app.${String(method)}(${given})`);
  }
}
