import { globals } from '../Environment.ts';
import { Listeners } from '../Observable.ts';

/** What tabs tell each other: that a part of the shared storage has changed. */
export type Notice = 'session' | 'outbox';

export interface Channel {
  /** Reaches every other holder of the channel, not this one. */
  post(notice: Notice): void;
  subscribe(listener: (notice: Notice) => void): () => void;
  close(): void;
}

interface Broadcast {
  postMessage(data: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
  unref?(): void;
}

const toChannel = (send: (notice: Notice) => void, listeners: Listeners<[Notice]>, close: () => void): Channel => ({
  post: send,
  subscribe: listeners.add,
  close,
});

/** Connects clients of one process that share a storage. */
export const createMemoryChannels = (): (() => Channel) => {
  const all = new Set<Listeners<[Notice]>>();
  return () => {
    const mine = new Listeners<[Notice]>();
    all.add(mine);
    const send = (notice: Notice): void => {
      for (const one of all) if (one !== mine) queueMicrotask(() => one.call(notice));
    };
    return toChannel(send, mine, () => all.delete(mine));
  };
};

const { BroadcastChannel, queueMicrotask } = globals as unknown as {
  readonly BroadcastChannel?: new (name: string) => Broadcast;
  readonly queueMicrotask: (task: () => void) => void;
};

/** A BroadcastChannel where there is one; elsewhere nobody else hears. */
export const createBrowserChannel = (name: string): Channel => {
  const listeners = new Listeners<[Notice]>();
  if (!BroadcastChannel)
    return toChannel(
      () => undefined,
      listeners,
      () => undefined,
    );
  const broadcast = new BroadcastChannel(name);
  broadcast.addEventListener('message', ({ data }) => listeners.call(data as Notice));
  // Node's would keep the process alive.
  broadcast.unref?.();
  return toChannel(
    (notice) => broadcast.postMessage(notice),
    listeners,
    () => broadcast.close(),
  );
};
