import { WebSocket } from 'ws';
import { createMessagingClient, type MessagingClient, type MessagingClientOptions } from '../../sdk/src/core.ts';
import type { Observable } from '../../sdk/src/Observable.ts';
import { createMemoryLocks } from '../../sdk/src/tabs/Locks.ts';
import type { World } from '../support/useWorld.ts';

/** The first snapshot that fits; waits for changes, never for a time. */
export const until = <Value>(observable: Observable<Value>, fits: (value: Value) => boolean): Promise<Value> =>
  new Promise((resolve) => {
    const look = (): void => {
      const value = observable.getSnapshot();
      if (!fits(value)) return;
      stop();
      resolve(value);
    };
    const stop = observable.subscribe(look);
    look();
  });

export const createClient = (world: World, options: Partial<MessagingClientOptions> = {}): MessagingClient =>
  createMessagingClient({
    endpoints: world.endpoints,
    WebSocket,
    locks: createMemoryLocks(),
    channel: { post: () => undefined, subscribe: () => () => undefined, close: () => undefined },
    ...options,
  });
