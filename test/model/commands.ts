import fc, { type Arbitrary, type AsyncCommand } from 'fast-check';
import { names, toText, type Act, type Name, type Overtake } from './Act.ts';
import { acts, overtakes, wait } from './acts.ts';
import { applyToModel, overtakeInModel } from './applyToModel.ts';
import { assertSame } from './assertSame.ts';
import type { Cast } from './Cast.ts';
import { toRequest } from './Ids.ts';
import { assertForeign, comparePerson, compareSockets } from './look.ts';
import type { Model } from './Model.ts';

/** A run: the model, and how often time has passed. */
export interface ModelRun {
  readonly model: Model;
  readonly cast: Cast;
  waits: number;
}

export type RunCommand = AsyncCommand<ModelRun, Cast>;

/** Tokens end after thirty minutes, and people may have come together before the last wait of the run before. */
const maxWaits = 1;

/** Whose socket an act ends: what came over it is compared before. */
const whoseSocketEnds = (act: Act): Name | 'nobody' | undefined => {
  if (act.op === 'reconnect' || act.op === 'deleteAccount') return act.by;
  return act.op === 'disableUser' ? act.whom : undefined;
};

/** Done by the model and the backend, once or again as clients do: both must answer the same. */
class ActCommand implements RunCommand {
  readonly #act: Act;
  readonly #times: readonly string[];

  constructor(act: Act, times: readonly string[] = ['']) {
    this.#act = act;
    this.#times = times;
  }

  check(run: Readonly<ModelRun>): boolean {
    return this.#act.op !== 'wait' || run.waits < maxWaits;
  }

  async run(run: ModelRun, cast: Cast): Promise<void> {
    const { model } = run;
    const act = this.#act;
    if (act.op === 'wait') run.waits += 1;
    const ending = whoseSocketEnds(act);
    if (ending) await compareSockets(cast, model, [cast.people[ending]]);
    const asked = { op: act.op, request: toRequest(cast, act) };
    for (const time of this.#times) {
      const expected = applyToModel(model, asked);
      assertSame(`${time}answer of ${toText(act)}`, await cast.apply(asked), expected);
    }
  }

  toString(): string {
    return `${toText(this.#act)}${this.#times.length > 1 ? ' twice' : ''}`;
  }
}

/** A call that waits before its transaction until another one has answered. */
class OvertakeCommand implements RunCommand {
  readonly #overtake: Overtake;

  constructor(overtake: Overtake) {
    this.#overtake = overtake;
  }

  check(): boolean {
    return true;
  }

  async run({ model }: ModelRun, cast: Cast): Promise<void> {
    const { slow, quick } = this.#overtake;
    const pair = {
      slow: { op: slow.op, request: toRequest(cast, slow) },
      quick: { op: quick.op, request: toRequest(cast, quick) },
    };
    const expected = overtakeInModel(model, pair);
    assertSame(`the answers of ${this.toString()}`, await cast.overtake(pair), expected);
  }

  toString(): string {
    return `${toText(this.#overtake.slow)} overtaken by ${toText(this.#overtake.quick)}`;
  }
}

/** Looks at everything that one person sees. */
class LookCommand implements RunCommand {
  readonly #name: Name;

  constructor(name: Name) {
    this.#name = name;
  }

  check(): boolean {
    return true;
  }

  async run({ model }: ModelRun, cast: Cast): Promise<void> {
    const person = cast.person(cast.people[this.#name]);
    await Promise.all([comparePerson(model, person), assertForeign(model, person)]);
  }

  toString(): string {
    return `${this.#name}.looks()`;
  }
}

interface CommandOptions {
  readonly maxCommands: number;
  readonly replayPath?: string | undefined;
}

const mixed: Arbitrary<RunCommand>[] = [
  ...Array.from({ length: 12 }, () => acts.map((act) => new ActCommand(act))),
  ...Array.from({ length: 2 }, () => acts.map((act) => new ActCommand(act, ['', 'once more: ']))),
  ...Array.from({ length: 3 }, () => overtakes.map((overtake) => new OvertakeCommand(overtake))),
  fc.constantFrom(...names).map((name) => new LookCommand(name)),
  fc.constant(new ActCommand(wait)),
];

export const commands = ({ maxCommands, replayPath }: CommandOptions): Arbitrary<Iterable<RunCommand>> =>
  fc.commands(mixed, { maxCommands, ...(replayPath !== undefined && { replayPath }) });
