import fc, { type RunDetails } from 'fast-check';
import type { World } from '../support/useWorld.ts';
import { applyToModel } from './applyToModel.ts';
import { assertSame } from './assertSame.ts';
import { beginning } from './beginning.ts';
import { Cast } from './Cast.ts';
import { commands, type ModelRun, type RunCommand } from './commands.ts';
import { toRequest } from './Ids.ts';
import { comparePerson, compareSockets } from './look.ts';
import { createModel } from './Model.ts';
import type { RunOptions } from './RunOptions.ts';

const begin = async (cast: Cast): Promise<ModelRun> => {
  const model = createModel(cast.profiles);
  for (const act of beginning) {
    const asked = { op: act.op, request: toRequest(cast, act) };
    assertSame('the beginning', await cast.apply(asked), applyToModel(model, asked));
  }
  return { model, cast, waits: 0 };
};

const maxCommands = 25;

const play = async ({ model, cast, waits }: ModelRun, list: Iterable<RunCommand>): Promise<void> => {
  try {
    await fc.asyncModelRun(() => ({ model: { model, cast, waits }, real: cast }), list);
    await Promise.all(cast.persons.map((person) => comparePerson(model, person)));
    await compareSockets(cast, model, Object.values(cast.people));
  } finally {
    cast.close();
  }
};

/** Passes once so many runs have looked for a shorter failure, so that the shortest so far is told. */
const untilShrunk = (shrinkingRuns: number, run: (list: Iterable<RunCommand>) => Promise<void>) => {
  let left = Infinity;
  return async (list: Iterable<RunCommand>): Promise<void> => {
    if (left <= 0) return;
    left -= 1;
    try {
      await run(list);
    } catch (error) {
      left = Math.min(left, shrinkingRuns);
      throw error;
    }
  };
};

/** Random runs against a backend, each with fresh people, who come together while the run before is played. */
export const runOverHttp = async (world: World, options: RunOptions): Promise<RunDetails<[Iterable<RunCommand>]>> => {
  const { seed, runs: numRuns, path, replayPath, shrinkingRuns = 60 } = options;
  let next = Cast.meet(world);
  const run = async (list: Iterable<RunCommand>): Promise<void> => {
    const cast = await next;
    next = Cast.meet(world);
    next.catch(() => undefined);
    cast.next = next;
    await play(await begin(cast), list);
  };
  const property = fc.asyncProperty(commands({ maxCommands, replayPath }), untilShrunk(shrinkingRuns, run));
  const details = await fc.check(property, { seed, numRuns, ...(path !== undefined && { path }) });
  (await next).close();
  return details;
};
