import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { vi } from 'vitest';
import { createApp } from '../../infra/createApp.ts';
import { World } from '../support/useWorld.ts';

/** Synthesizes aside with the variable by which the CDK's command line hands its `-c` to the app. */
const synthesize = (folder: string, context: Readonly<Record<string, number>>): void => {
  vi.stubEnv('CDK_CONTEXT_JSON', JSON.stringify(context));
  createApp(folder).synth();
  vi.unstubAllEnvs();
};

/** Starts what comes of `cdk synth -c <name>=<value>`. */
export const startWithSetting = async (
  context: Readonly<Record<string, number>>,
): Promise<{ readonly world: World; readonly end: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'messaging-'));
  synthesize(folder, context);
  const runtime = await startRuntime({ assemblyDir: folder, port: 0 });
  return {
    world: new World(runtime),
    end: async () => {
      await runtime.stop();
      rmSync(folder, { recursive: true });
    },
  };
};
