export interface Cleanup {
  /** What to undo, later additions first. */
  add(undo: () => void | Promise<void>): void;
  /** Undoes everything once; one failure does not keep the rest from being undone and is thrown at the end. */
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const steps: (() => void | Promise<void>)[] = [];
  let running: Promise<void> | undefined;

  async function undoAll(): Promise<void> {
    const failures: unknown[] = [];
    // The services hold no handle that keeps Node running, so Node would exit during the last steps.
    const awake = setInterval(() => undefined, 60_000);
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    clearInterval(awake);
    if (failures.length > 0) throw new AggregateError(failures, 'The runtime did not stop cleanly.');
  }

  return {
    add: (undo) => void steps.push(undo),
    run: () => (running ??= undoAll()),
  };
}
