import type { Locks } from './tabs/Locks.ts';

/** Waits for its turn to write and to send for one person, and keeps it until it is released. */
export class WriterTurn {
  #release: () => void = () => undefined;
  #isOver = false;

  constructor(locks: Locks, userId: string, onTurn: (isWriter: boolean) => void) {
    void locks.request(`messaging-writer ${userId}`, async () => {
      if (this.#isOver) return;
      onTurn(true);
      await new Promise<void>((resolve) => (this.#release = resolve));
      onTurn(false);
    });
  }

  release(): void {
    this.#isOver = true;
    this.#release();
  }
}
