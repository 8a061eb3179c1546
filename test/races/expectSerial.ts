import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { World } from '../support/useWorld.ts';
import { everyTellingOrder } from './everyOrder.ts';
import { expectSound } from './expectSound.ts';
import { normalise } from './normalise.ts';
import { observe, type Observation } from './observe.ts';
import type { Scene } from './Scene.ts';
import { walkTogether, type Order, type Side, type Turn } from './walkTogether.ts';

/** Two requests that meet. */
export interface Pair<Stage extends Scene = Scene> {
  readonly title: string;
  arrange(world: World): Promise<Stage>;
  a(scene: Stage): Promise<unknown>;
  b(scene: Stage): Promise<unknown>;
  /**
   * The side that answers what it read before it took effect: its answer may be that of the other serial order, and
   * nothing else may.
   */
  readonly mixes?: Side;
  /** Also part of `npm test`. */
  readonly isRepresentative?: boolean;
}

const attempt = (run: Promise<unknown>): Promise<unknown> => run.catch((error: unknown) => error);

const conclude = async (scene: Scene, outcomes: readonly [unknown, unknown]): Promise<Observation> => {
  const observation = await observe(scene, outcomes);
  expectSound(observation);
  return normalise(observation, scene);
};

/** What comes of the two requests one after the other, either way round, each on a scene of its own. */
const serialOutcomes = async <Stage extends Scene>(world: World, pair: Pair<Stage>): Promise<Observation[]> => {
  const ab = await pair.arrange(world);
  const first = await attempt(pair.a(ab));
  const afterA = await conclude(ab, [first, await attempt(pair.b(ab))]);
  const ba = await pair.arrange(world);
  const second = await attempt(pair.b(ba));
  const afterB = await conclude(ba, [await attempt(pair.a(ba)), second]);
  return [afterA, afterB];
};

const isSerial = (outcome: Observation, serial: readonly Observation[], mixes: Side | undefined): boolean => {
  const answersOf = ({ answers: [a, b] }: Observation) => ({ a, b });
  const isAnswered = (side: Side, one: Observation): boolean =>
    (side === mixes ? serial : [one]).some((other) =>
      isDeepStrictEqual(answersOf(other)[side], answersOf(outcome)[side]),
    );
  return serial.some(
    (one) =>
      isDeepStrictEqual([one.rows, one.seen], [outcome.rows, outcome.seen]) &&
      isAnswered('a', one) &&
      isAnswered('b', one),
  );
};

const walkPair = async <Stage extends Scene>(
  { world, serial }: { readonly world: World; readonly serial: readonly Observation[] },
  pair: Pair<Stage>,
  order: Order,
): Promise<readonly Turn[]> => {
  const scene = await pair.arrange(world);
  const starts = [() => pair.a(scene), () => pair.b(scene)] as const;
  const { outcomes, turns } = await walkTogether(world.runtime, starts, order);
  const outcome = await conclude(scene, outcomes);
  if (isSerial(outcome, serial, pair.mixes)) return turns;
  const nearest = serial.find(({ answers }) => isDeepStrictEqual(answers, outcome.answers)) ?? serial[0];
  const walked = turns.map(({ side }) => side).join('');
  expect(outcome, `${pair.title}, walked ${walked}, comes to no serial outcome`).toEqual(nearest);
  return turns;
};

/** Walks a pair through orders of its calls: each comes to what one request after the other comes to. */
export const expectSerial = async <Stage extends Scene>(
  world: World,
  pair: Pair<Stage>,
  orders: readonly Order[],
): Promise<void> => {
  const serial = await serialOutcomes(world, pair);
  for (const order of orders) await walkPair({ world, serial }, pair, order);
};

/**
 * The same through every order that can tell.
 *
 * @returns how many there are
 */
export const expectAlwaysSerial = async <Stage extends Scene>(
  world: World,
  pair: Pair<Stage>,
  walkThrough = everyTellingOrder,
): Promise<number> => {
  const serial = await serialOutcomes(world, pair);
  return walkThrough((order) => walkPair({ world, serial }, pair, order));
};
