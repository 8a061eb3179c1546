import { isDependent } from './Touch.ts';
import { otherSide, type Order, type Turn } from './walkTogether.ts';

type Walk = (order: Order) => Promise<readonly Turn[]>;

const sidesTo = (turns: readonly Turn[], index: number): Turn['side'][] =>
  turns.slice(0, index).map(({ side }) => side);

/** The last call of the other side before a turn to which it matters which of the two runs first. */
const lastMet = (turns: readonly Turn[], index: number): number => {
  const turn = turns[index];
  return turns.findLastIndex(
    (earlier, at) => at < index && turn && earlier.side !== turn.side && isDependent(earlier.touch, turn.touch),
  );
};

/**
 * Where it may matter that another side goes on. Of two calls that run in the other order the side of the later one has
 * to go on where the earlier one ran: that is how dynamic partial-order reduction finds its orders
 * (https://doi.org/10.1145/1040305.1040315).
 */
const tellingPlaces = (turns: readonly Turn[]): number[] => [
  ...new Set(turns.map((_, index) => lastMet(turns, index)).filter((place) => turns[place]?.isChoice)),
];

const branchAt = (turns: readonly Turn[], index: number): Order => {
  const { side, otherTouch, touch } = turns[index] as Turn;
  const sides = [...sidesTo(turns, index), otherSide(side)];
  // The orders in which the side that is passed over runs next are walked already.
  return otherTouch && !isDependent(touch, otherTouch) ? { sides, resting: side } : { sides };
};

/**
 * Walks through every order of two requests' calls, however many calls an order leads to, but for those in which only
 * neighbours are exchanged that cannot tell: both read, or they touch nothing in common.
 *
 * @returns how many were walked
 */
export const everyTellingOrder = async (walk: Walk): Promise<number> => {
  const waiting: Order[] = [{ sides: [] }];
  const known = new Set<string>();
  let count = 0;
  for (let order = waiting.pop(); order; order = waiting.pop()) {
    const turns = await walk(order);
    count += 1;
    for (const place of tellingPlaces(turns).sort((one, other) => one - other)) {
      const taken = sidesTo(turns, place + 1).join('');
      const branch = branchAt(turns, place);
      known.add(taken);
      if (known.has(branch.sides.join(''))) continue;
      known.add(branch.sides.join(''));
      waiting.push(branch);
    }
  }
  return count;
};

/** Walks through every order, each once. */
export const everyOrder = async (walk: Walk): Promise<number> => {
  const waiting: Order[] = [{ sides: [] }];
  let count = 0;
  for (let order = waiting.pop(); order; order = waiting.pop()) {
    const turns = await walk(order);
    count += 1;
    for (const [index, { side, isChoice }] of turns.entries()) {
      if (index < order.sides.length || !isChoice) continue;
      waiting.push({ sides: [...sidesTo(turns, index), otherSide(side)] });
    }
  }
  return count;
};

/** One request is interrupted once, after so many calls, until the other one is made whole; both ways round. */
export const interruptedOnce = (calls: number): Order[] =>
  (['a', 'b'] as const).flatMap((side) =>
    Array.from({ length: calls }, (_, count): Order => {
      const first = Array.from({ length: count + 1 }, () => side);
      return { sides: [...first, otherSide(side)] };
    }),
  );
