import { globals } from '../Environment.ts';

/** One holder at a time among everything that shares a storage: tabs of a browser, or clients of one process. */
export interface Locks {
  /**
   * Runs `task` while the lock is held. Waits until it is free.
   */
  request<Result>(name: string, task: () => Promise<Result>): Promise<Result>;
}

interface LockManager {
  request<Result>(name: string, task: () => Promise<Result>): Promise<Result>;
}

/** Locks within this object: clients that share it take turns. */
export const createMemoryLocks = (): Locks => {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request: <Result>(name: string, task: () => Promise<Result>): Promise<Result> => {
      const result = (tails.get(name) ?? Promise.resolve()).then(task);
      tails.set(
        name,
        result.catch(() => undefined),
      );
      return result;
    },
  };
};

const { navigator } = globals as unknown as { readonly navigator?: { readonly locks?: LockManager } };

/** Web Locks where there are some. Elsewhere one client is alone with its storage. */
export const createBrowserLocks = (): Locks => {
  const locks = navigator?.locks;
  return locks ? { request: (name, task) => locks.request(name, task) } : createMemoryLocks();
};
