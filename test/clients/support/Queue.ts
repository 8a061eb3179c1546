const deadlineMilliseconds = 25_000;

/** What a client was told, kept from the first moment until somebody asks for it. */
export class Queue<Value> {
  readonly #values: Value[] = [];
  #wake: () => void = () => undefined;
  #failure: Error | undefined;

  push(value: Value): void {
    this.#values.push(value);
    this.#wake();
  }

  /** From now on `next` throws it, when nothing is left. */
  fail(error: Error): void {
    this.#failure = error;
    this.#wake();
  }

  /** Takes the next value that fits; those before it are dropped. */
  async next(fits: (value: Value) => boolean = () => true): Promise<Value> {
    const deadline = Date.now() + deadlineMilliseconds;
    for (;;) {
      const value = this.#values.shift();
      if (value === undefined) await this.#changed(deadline - Date.now());
      else if (fits(value)) return value;
    }
  }

  /** Takes everything that has come. */
  take(): Value[] {
    return this.#values.splice(0);
  }

  #changed(milliseconds: number): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`Nothing came within ${deadlineMilliseconds} ms.`));
      }, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
