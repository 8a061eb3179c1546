import type { Deadline } from './RequestState.ts';

/** Starts a request's time. `stop` must be called when the request has been answered. */
export function startDeadline(milliseconds: number): Deadline & { stop(): void } {
  const waiting = new Set<() => void>();
  let passed = false;
  const timer = setTimeout(() => {
    passed = true;
    for (const end of waiting) end();
    waiting.clear();
  }, milliseconds);
  return {
    get passed() {
      return passed;
    },
    stop: () => clearTimeout(timer),
    race: (work, late) =>
      new Promise((resolve, reject) => {
        const end = (): void => resolve(late());
        if (passed) {
          end();
          return;
        }
        waiting.add(end);
        work
          .then(resolve, reject)
          .finally(() => waiting.delete(end))
          .catch(() => undefined);
      }),
  };
}
