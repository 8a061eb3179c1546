import { deepStrictEqual } from 'node:assert/strict';
import fc, { type Arbitrary, type RunDetails } from 'fast-check';
import { names, slots, toText, type Act } from './Act.ts';
import { acts, wait } from './acts.ts';
import { applyToModel, storedText } from './applyToModel.ts';
import { beginning } from './beginning.ts';
import { toRequest, type Ids } from './Ids.ts';
import { createModel, type Model } from './Model.ts';
import type { RunOptions } from './RunOptions.ts';
import { Witness } from './Witness.ts';

class NamesAsIds implements Ids {
  readonly people = { ana: 'ana', bo: 'bo', cleo: 'cleo', dan: 'dan', nobody: 'nobody' };
  readonly groups = { g1: slots[0], g2: slots[1] };
  #keys = 2;

  sendKey(place: number): string {
    if (place !== 0) return `key ${place}`;
    this.#keys += 1;
    return `key ${this.#keys}`;
  }
}

interface Watched {
  readonly ids: Ids;
  readonly witness: Witness;
}

/** Done by the model alone, with the witness beside it; once, or again as clients do. */
class WatchedCommand implements fc.Command<Model, Watched> {
  readonly #act: Act;
  readonly #isRepeated: boolean;

  constructor(act: Act, isRepeated = false) {
    this.#act = act;
    this.#isRepeated = isRepeated && act.op !== 'checkMessages';
  }

  check(): boolean {
    return true;
  }

  run(model: Model, { ids, witness }: Watched): void {
    const asked = { op: this.#act.op, request: toRequest(ids, this.#act) };
    const outcome = applyToModel(model, asked);
    witness.watch(model, this.#act, outcome);
    if (!this.#isRepeated) return;
    const before = storedText(model);
    deepStrictEqual(applyToModel(model, asked), outcome, 'a repeat answers something else');
    deepStrictEqual(storedText(model), before, 'a repeat has an effect');
    witness.watch(model, this.#act, outcome);
  }

  toString(): string {
    return `${toText(this.#act)}${this.#isRepeated ? ' twice' : ''}`;
  }
}

const maxCommands = 60;

const mixed: Arbitrary<WatchedCommand>[] = [
  ...Array.from({ length: 12 }, () => acts.map((act) => new WatchedCommand(act))),
  ...Array.from({ length: 3 }, () => acts.map((act) => new WatchedCommand(act, true))),
  fc.constant(new WatchedCommand(wait)),
];

const begin = (): { model: Model; real: Watched } => {
  const ids = new NamesAsIds();
  const model = createModel(names.map((name) => ({ userId: name, username: name, displayName: name })));
  const witness = new Witness(ids);
  for (const act of beginning)
    witness.watch(model, act, applyToModel(model, { op: act.op, request: toRequest(ids, act) }));
  return { model, real: { ids, witness } };
};

/** Random runs of the model's own rules against invariants that know nothing of them. */
export const runInMemory = ({
  seed,
  runs,
  path,
  replayPath,
}: RunOptions): RunDetails<[Iterable<fc.Command<Model, Watched>>]> => {
  const list = fc.commands(mixed, { maxCommands, ...(replayPath !== undefined && { replayPath }) });
  const property = fc.property(list, (commands) => {
    fc.modelRun(begin, commands);
  });
  return fc.check(property, { seed, numRuns: runs, ...(path !== undefined && { path }) });
};
