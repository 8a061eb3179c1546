import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Apps } from './BrowserApp.ts';

export interface Pages {
  urlOf(app: keyof Apps): string;
  stop(): void;
}

/** Bundles apps and serves a page for each, at an origin that is not the runtime's. */
export async function startPages(...apps: readonly (keyof Apps)[]): Promise<Pages> {
  const scripts = new Map<string, string>(
    await Promise.all(apps.map(async (app) => [`/${app}.js`, await bundle(app)] as const)),
  );
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const script = scripts.get(path);
    const type = script === undefined ? 'text/html' : 'text/javascript';
    response.setHeader('content-type', `${type}; charset=utf-8`);
    response.end(
      script ?? `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${path}.js"></script>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (app) => `http://localhost:${port}/${app}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bundle(app: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`test/clients/browser/${app}App.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles.map(({ text }) => text).join('');
}
