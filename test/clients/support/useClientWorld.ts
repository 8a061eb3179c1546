import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoints } from 'messaging-local/start/Endpoints.ts';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { afterAll, beforeAll } from 'vitest';
import { World } from '../../support/useWorld.ts';
import type { AmplifyOutputs } from './toAmplifyConfig.ts';

/** A runtime with a data folder, and the files that it writes there for clients. */
export class ClientWorld extends World {
  /** Where `endpoints.json`, `amplify_outputs.json` and `ca.pem` are. */
  readonly folder: string;

  constructor(runtime: World['runtime'], folder: string) {
    super(runtime);
    this.folder = folder;
  }

  /** `endpoints.json` */
  get clientEndpoints(): Endpoints {
    return this.#read('endpoints.json') as Endpoints;
  }

  /** `amplify_outputs.json` */
  get amplifyOutputs(): AmplifyOutputs {
    return this.#read('amplify_outputs.json') as AmplifyOutputs;
  }

  #read(name: string): unknown {
    return JSON.parse(readFileSync(join(this.folder, name), 'utf8'));
  }
}

/** As `useWorld`, on disk and with the demo users. */
export const useClientWorld = (): (() => ClientWorld) => {
  let world: ClientWorld | undefined;
  let folder: string | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'clients-'));
    const runtime = await startRuntime({ assemblyDir: 'cdk.out', port: 0, dataDir: folder, demoUsers: true });
    world = new ClientWorld(runtime, folder);
  });
  afterAll(async () => {
    await world?.runtime.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (!world) throw new Error('The world has not begun yet.');
    return world;
  };
};
