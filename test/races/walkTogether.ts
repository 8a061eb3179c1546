import type { HeldCall, Hold } from 'messaging-local/gate/Gate.ts';
import type { Runtime } from 'messaging-local/start/Runtime.ts';
import { isDependent, touchOf, type Touch } from './Touch.ts';

/** Which of two requests runs a call. */
export type Side = 'a' | 'b';

export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/** How two requests are walked through together. */
export interface Order {
  /** Whose turn it is; after the last one the same side goes on, and where one has ended the other. */
  readonly sides: readonly Side[];
  /** After those turns this side rests until the other one has run a call on which its own next call depends. */
  readonly resting?: Side;
}

export interface Turn {
  readonly side: Side;
  /** Whether the other side could have gone on as well. */
  readonly isChoice: boolean;
  /** Of the call that ran. */
  readonly touch: Touch;
  /** Of the call before which the other side waited. */
  readonly otherTouch: Touch | undefined;
}

export interface WalkedTogether {
  /** What the requests were answered, or the errors. */
  readonly outcomes: readonly [unknown, unknown];
  readonly turns: readonly Turn[];
}

export type Start = () => Promise<unknown>;

/** A GraphQL request of which every call of the data plane waits until it is told to run. */
class HeldRequest {
  readonly #runtime: Runtime;
  readonly #hold: Hold;
  readonly outcome: Promise<unknown>;
  #requestId: string | undefined;
  #waiting: HeldCall | undefined;

  /** No other request may begin before this one waits: the first call that nobody else claims is its. */
  constructor(runtime: Runtime, start: Start) {
    this.#runtime = runtime;
    this.#hold = runtime.gate.hold(({ requestId }) => requestId === (this.#requestId ??= requestId));
    this.outcome = start().catch((error: unknown) => error);
  }

  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** Of the call that waits. */
  get touch(): Touch | undefined {
    return this.#waiting && touchOf(this.#runtime, this.#waiting.call);
  }

  /** Resolves when the request waits before a call or is over. */
  async settle(): Promise<void> {
    this.#waiting = await Promise.race([this.#hold.next(), this.outcome.then(() => undefined)]);
    if (!this.#waiting) this.#hold.end();
  }

  async step(): Promise<void> {
    await this.#waiting?.release();
    await this.settle();
  }
}

/** Both requests of a walk. */
class HeldPair {
  readonly #requests: Readonly<Record<Side, HeldRequest>>;

  constructor(a: HeldRequest, b: HeldRequest) {
    this.#requests = { a, b };
  }

  static async begin(runtime: Runtime, [startA, startB]: readonly [Start, Start]): Promise<HeldPair> {
    const a = new HeldRequest(runtime, startA);
    await a.settle();
    const b = new HeldRequest(runtime, startB);
    await b.settle();
    return new HeldPair(a, b);
  }

  get isOver(): boolean {
    return !this.#requests.a.isWaiting && !this.#requests.b.isWaiting;
  }

  /** Lets a call of the side run, or of the other one where that side has ended. */
  async step(wanted: Side, isResting: boolean): Promise<Turn> {
    const side = this.#requests[wanted].isWaiting ? wanted : otherSide(wanted);
    const { touch = { items: [] } } = this.#requests[side];
    const otherTouch = this.#requests[otherSide(side)].touch;
    await this.#requests[side].step();
    return { side, isChoice: otherTouch !== undefined && !isResting, touch, otherTouch };
  }

  async outcomes(): Promise<readonly [unknown, unknown]> {
    return [await this.#requests.a.outcome, await this.#requests.b.outcome];
  }
}

const isMet = ({ touch, otherTouch }: Turn): boolean => otherTouch !== undefined && isDependent(touch, otherTouch);

/** Runs two requests of which one call runs at any moment, in an order, to their ends. */
export const walkTogether = async (
  runtime: Runtime,
  starts: readonly [Start, Start],
  { sides, resting }: Order,
): Promise<WalkedTogether> => {
  const pair = await HeldPair.begin(runtime, starts);
  const turns: Turn[] = [];
  let rests = resting;
  while (!pair.isOver) {
    const next = rests ? otherSide(rests) : (turns.at(-1)?.side ?? 'a');
    const turn = await pair.step(sides[turns.length] ?? next, rests !== undefined);
    turns.push(turn);
    if (turns.length > sides.length && (turn.side === rests || isMet(turn))) rests = undefined;
  }
  return { outcomes: await pair.outcomes(), turns };
};
