import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SettableClock } from '../base/Clock.ts';
import { startDynamodb, type Dynamodb } from '../engine/startDynamodb.ts';
import type { DemoUser } from '../server/pages/landingPage.ts';
import type { CertifiedKey } from '../server/tls/issueCertificate.ts';
import { loadTlsIdentity } from '../server/tls/loadTlsIdentity.ts';
import { createPersistentMaps } from '../storage/createPersistentMaps.ts';
import { openDataFolder, type DataFolder } from '../storage/openDataFolder.ts';
import { assemblyFingerprint } from '../template/assemblyFingerprint.ts';
import { loadStack } from '../template/loadStack.ts';
import { composeServices } from './composeServices.ts';
import { createCleanup, type Cleanup } from './createCleanup.ts';
import { createDemoUsers } from './createDemoUsers.ts';
import { createRuntimeLog } from './createRuntimeLog.ts';
import { createRuntimeRoutes } from './createRuntimeRoutes.ts';
import { findClientSettings } from './findClientSettings.ts';
import { openListener, type RuntimeListener } from './openListener.ts';
import type { Runtime } from './Runtime.ts';
import { writeEndpoints } from './writeEndpoints.ts';

export type { Runtime } from './Runtime.ts';

export interface RuntimeOptions {
  /** `cdk.out` */
  readonly assemblyDir: string;
  /** 0: any free one. */
  readonly port: number;
  /** Everything is in memory without it. */
  readonly dataDir?: string;
  /** Empties the data folder of what the runtime wrote. */
  readonly fresh?: boolean;
  /** Three confirmed people, ready to sign in. */
  readonly demoUsers?: boolean;
  /** The built chat client, served as `/app` where it is there. */
  readonly appFolder?: string;
  readonly onLog?: (line: string) => void;
}

/** Serves a synthesized stack on one loopback port. What a failed start had begun is undone. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const cleanup = createCleanup();
  try {
    return await start(options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(options: RuntimeOptions, cleanup: Cleanup): Promise<Runtime> {
  const log = createRuntimeLog(options.onLog ?? (() => undefined));
  const folder = await openFolder(options, cleanup);
  const maps = createPersistentMaps(folder?.mapsPath);
  cleanup.add(() => maps.close());
  const tls = loadTlsIdentity(maps.open<CertifiedKey>('tls'));
  const clock = new SettableClock();
  const listener = await openListener({ port: options.port, tls, clock, onFault: log.onFault });
  const closeListener = once(() => listener.close());
  cleanup.add(closeListener);

  const stack = loadStack({ assemblyDir: resolve(options.assemblyDir), origin: listener.origin, open: maps.open });
  const clientSettings = findClientSettings(stack);
  const dynamodb = await startTables({ stack, clock, folder }, cleanup);
  const services = composeServices({ stack, clock, open: maps.open, origin: listener.origin, dynamodb, log, cleanup });
  cleanup.add(closeListener);

  const demoUsers: DemoUser[] = [];
  const runtime: Runtime = {
    ...services,
    ...addressesOf(listener),
    ...clientSettings,
    clientSettings,
    region: stack.region,
    stack,
    clock,
    dynamodb,
    demoUsers,
    caCertificate: tls.authority,
    isAppServed: options.appFolder !== undefined && existsSync(join(options.appFolder, 'index.html')),
    stop: () => cleanup.run(),
  };
  listener.open(createRuntimeRoutes({ runtime, log, appFolder: options.appFolder }), services.realtime);
  if (options.demoUsers === true) demoUsers.push(...(await createDemoUsers(runtime)));
  // Whoever waits for the port finds the file that says where everything is.
  if (folder !== undefined) writeEndpoints(runtime, folder);
  listener.admitClients();
  return runtime;
}

async function openFolder(options: RuntimeOptions, cleanup: Cleanup): Promise<DataFolder | undefined> {
  if (options.dataDir === undefined) return undefined;
  const folder = await openDataFolder({
    path: options.dataDir,
    fresh: options.fresh ?? false,
    template: assemblyFingerprint(options.assemblyDir),
  });
  cleanup.add(() => folder.close());
  return folder;
}

async function startTables(
  { stack, clock, folder }: Pick<Runtime, 'stack' | 'clock'> & { readonly folder: DataFolder | undefined },
  cleanup: Cleanup,
): Promise<Dynamodb> {
  const dynamodb = await startDynamodb({ dataDir: folder?.path, clock });
  cleanup.add(() => dynamodb.stop());
  if (dynamodb.pid !== undefined) folder?.recordChild(dynamodb.pid);
  await dynamodb.createTables(stack);
  return dynamodb;
}

function addressesOf({ origin }: RuntimeListener): Pick<Runtime, 'origin' | 'graphqlUrl' | 'realtimeUrl' | 'mailUrl'> {
  return {
    origin,
    graphqlUrl: `${origin}/graphql`,
    realtimeUrl: `${origin.replace(/^http/, 'ws')}/graphql/realtime`,
    mailUrl: `${origin}/mails`,
  };
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
}
