/** A value that changes: what React's `useSyncExternalStore` takes. A snapshot is the same object until it changes. */
export interface Observable<Value> {
  readonly getSnapshot: () => Value;
  /** @returns a function that ends the subscription */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Listeners that are called in the order in which they came. */
export class Listeners<Args extends readonly unknown[] = []> {
  readonly #listeners = new Set<(...args: Args) => void>();

  get size(): number {
    return this.#listeners.size;
  }

  readonly add = (listener: (...args: Args) => void): (() => void) => {
    // A function of its own, so that one listener can be added twice.
    const entry = (...args: Args): void => listener(...args);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  };

  call(...args: Args): void {
    for (const listener of [...this.#listeners]) listener(...args);
  }
}

/** An observable whose value is set. */
export class Cell<Value> implements Observable<Value> {
  #value: Value;
  readonly #listeners = new Listeners();

  constructor(value: Value) {
    this.#value = value;
  }

  readonly getSnapshot = (): Value => this.#value;
  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  set(value: Value): void {
    if (Object.is(this.#value, value)) return;
    this.#value = value;
    this.#listeners.call();
  }
}
