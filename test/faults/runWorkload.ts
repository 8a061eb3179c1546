import { createRandom, type Random } from 'messaging-local/base/createRandom.ts';
import type { FaultKind, Faults } from 'messaging-local/gate/Gate.ts';
import type { Person } from '../support/Person.ts';
import type { World } from '../support/useWorld.ts';
import type { History } from './History.ts';
import { Stage } from './Stage.ts';

export interface WorkloadOptions {
  readonly seed: number;
  /** Calls that each of the five people makes, one after the other. */
  readonly callsPerPerson: number;
  /** Probability of each kind of fault. */
  readonly faults: Omit<Faults, 'seed'>;
}

export interface WorkloadResult {
  readonly history: History;
  readonly oddities: readonly string[];
  readonly injected: Readonly<Record<FaultKind, number>>;
  readonly retries: number;
}

const pick = <Value>(random: Random, values: readonly Value[]): Value => values[random.below(values.length)] as Value;

const toggle = (states: Set<string>, key: string): boolean => {
  if (states.delete(key)) return false;
  states.add(key);
  return true;
};

/**
 * One person's calls: sends to the group and to people, repeats, and now and then a block or a removal. The owner adds
 * and removes and takes no part in blocks, so that nothing stands against an addition.
 */
const act = async (
  person: Person,
  { owner, others, people, recorder }: Stage,
  { seed, callsPerPerson }: Pick<WorkloadOptions, 'seed' | 'callsPerPerson'>,
): Promise<void> => {
  const random = createRandom(seed);
  const states = new Set(others.map(({ id }) => `member ${id}`));
  const isNotMe = (other: Person) => other !== person;
  for (let call = 0; call < callsPerPerson; call += 1) {
    const drawn = random.next();
    const text = `${person.username} ${call}`;
    if (drawn < 0.4) await recorder.send(person, null, text);
    else if (drawn < 0.7) await recorder.send(person, pick(random, people.filter(isNotMe)), text);
    else if (drawn < 0.8) await recorder.repeat(person, people);
    else {
      const other = pick(random, others.filter(isNotMe));
      const state = person === owner ? 'member' : 'blocked';
      const value = toggle(states, `${state} ${other.id}`);
      await recorder.change({ state, value, owner: person, person: other });
    }
  }
};

/** Five people of one group who send, block, add and remove under faults; then the faults end and all is read. */
export const runWorkload = async (world: World, options: WorkloadOptions): Promise<WorkloadResult> => {
  const { gate } = world.runtime;
  const stage = await Stage.open(world, ['ana', 'bo', 'cleo', 'dan', 'eve']);
  const before = gate.injectedFaults();
  gate.injectFaults({ ...options.faults, seed: options.seed });
  await Promise.all(
    stage.people.map((person, index) => act(person, stage, { ...options, seed: options.seed * 100 + index })),
  );
  gate.injectFaults(undefined);
  const injected = Object.fromEntries(
    Object.entries(gate.injectedFaults()).map(([kind, count]) => [kind, count - before[kind as FaultKind]]),
  ) as Record<FaultKind, number>;
  const history = await stage.close();
  const { oddities, retries } = stage.recorder;
  return { history, injected, oddities, retries };
};
