import type { Message } from '../models.ts';

/** Changed messages of late: a page that was asked for before the change may still bring the earlier state. */
export class RecentStates {
  readonly #states = new Map<string, Message>();
  readonly #size: number;

  constructor(size = 500) {
    this.#size = size;
  }

  keep(message: Message): void {
    const newest = this.newest(message);
    this.#states.delete(message.id);
    this.#states.set(message.id, newest);
    for (const id of this.#states.keys()) {
      if (this.#states.size <= this.#size) return;
      this.#states.delete(id);
    }
  }

  /** The newest of these states and of what is kept. */
  newest(...states: readonly [Message, ...Message[]]): Message {
    const [first, ...others] = states;
    const kept = this.#states.get(first.id);
    return [...others, ...(kept ? [kept] : [])].reduce(
      (newest, state) => (state.version > newest.version ? state : newest),
      first,
    );
  }

  clear(): void {
    this.#states.clear();
  }
}
