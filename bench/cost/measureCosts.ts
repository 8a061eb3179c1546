import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { World } from '../../test/support/useWorld.ts';
import type { Costs } from './Cost.ts';
import type { Scene } from './scenes.ts';

/** Plays the scenes one after the other before a backend in memory. */
export const measureCosts = async (scenes: readonly Scene[]): Promise<Costs> => {
  const runtime = await startRuntime({ assemblyDir: 'cdk.out', port: 0 });
  try {
    const world = new World(runtime);
    let costs: Costs = {};
    for (const play of scenes) costs = { ...costs, ...(await play(world)) };
    return costs;
  } finally {
    await runtime.stop();
  }
};
