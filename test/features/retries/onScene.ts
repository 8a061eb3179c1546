import type { World } from '../../support/useWorld.ts';
import type { Repetition, Scene } from './Repetition.ts';

/** Sets the scene of a row, and clears it. */
export const onScene = async (world: World, row: Repetition, run: (scene: Scene) => Promise<void>): Promise<void> => {
  const scene = await row.prepare(world);
  await run(scene);
  scene.end?.();
};
