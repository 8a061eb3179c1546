import type { GateControls, HeldCall, Hold, ServiceCall } from 'messaging-local/gate/Gate.ts';

interface Actor {
  readonly outcome: Promise<unknown>;
  waiting: HeldCall | undefined;
}

/** Requests at the same time of which one runs at any moment: each waits before its calls until the test lets it go on. */
export class Interleaving {
  readonly #hold: Hold;
  readonly #actors = new Map<string, Actor>();
  #next: Promise<HeldCall> | undefined;

  constructor(gate: GateControls, matches: (call: ServiceCall) => boolean) {
    this.#hold = gate.hold(matches);
  }

  /** Starts a request; resolves when it waits before its first call, or is over. */
  async begin(name: string, run: () => Promise<unknown>): Promise<void> {
    const actor: Actor = { outcome: run().catch((error: unknown) => error), waiting: undefined };
    this.#actors.set(name, actor);
    await this.#settle(actor);
  }

  /** Lets one call of a request run; resolves when the request waits before another one, or is over. */
  async step(name: string): Promise<void> {
    const actor = this.#actors.get(name);
    const held = actor?.waiting;
    if (!actor || !held) return;
    await held.release();
    await this.#settle(actor);
  }

  /** Brings all requests to their ends, one after the other, and gives what each answered or threw, by name. */
  async finish(): Promise<Record<string, unknown>> {
    for (const [name, actor] of this.#actors) while (actor.waiting) await this.step(name);
    this.#hold.end();
    const outcomes = [...this.#actors].map(async ([name, { outcome }]) => [name, await outcome] as const);
    return Object.fromEntries(await Promise.all(outcomes));
  }

  async #settle(actor: Actor): Promise<void> {
    actor.waiting = undefined;
    this.#next ??= this.#hold.next();
    const held = await Promise.race([this.#next, actor.outcome.then(() => undefined)]);
    if (!held) return;
    this.#next = undefined;
    actor.waiting = held;
  }
}
