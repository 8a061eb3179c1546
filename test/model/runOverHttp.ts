import fc, { type RunDetails } from 'fast-check';
import type { World } from '../support/useWorld.ts';
import { applyToModel } from './applyToModel.ts';
import { assertSame } from './assertSame.ts';
import { beginning } from './beginning.ts';
import { Cast } from './Cast.ts';
import { commands, type ModelRun, type RunCommand } from './commands.ts';
import { toRequest } from './Ids.ts';
import { comparePerson } from './look.ts';
import { createModel } from './Model.ts';
import type { RunOptions } from './RunOptions.ts';

const begin = async (world: World): Promise<ModelRun> => {
  const cast = await Cast.meet(world);
  const model = createModel(cast.profiles);
  const asked = { op: beginning.op, request: toRequest(cast, beginning) };
  assertSame('the beginning', await cast.apply(asked), applyToModel(model, asked));
  return { model, cast, waits: 0 };
};

const maxCommands = 25;
/** Runs that look for a shorter failure; those after them pass, so that the shortest so far is told. */
const shrinkingRuns = 60;

const play = async (world: World, list: Iterable<RunCommand>): Promise<void> => {
  const run = await begin(world);
  try {
    await fc.asyncModelRun(() => ({ model: run, real: run.cast }), list);
    await Promise.all(run.cast.persons.map((person) => comparePerson(run.cast, run.model, person)));
  } finally {
    run.cast.close();
  }
};

/** Random runs against a backend, each with fresh people. */
export const runOverHttp = async (world: World, options: RunOptions): Promise<RunDetails<[Iterable<RunCommand>]>> => {
  const { seed, runs: numRuns, path, replayPath } = options;
  let shrinking = -1;
  const property = fc.asyncProperty(commands({ maxCommands, replayPath }), async (list) => {
    if (shrinking >= 0) shrinking += 1;
    if (shrinking > shrinkingRuns) return;
    try {
      await play(world, list);
    } catch (error) {
      shrinking = Math.max(shrinking, 0);
      throw error;
    }
  });
  return fc.check(property, { seed, numRuns, ...(path !== undefined && { path }) });
};
