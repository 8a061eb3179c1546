/** What the SDK needs of its surroundings. Each can be passed in; the defaults are the globals of browsers and Node. */
export interface Environment {
  readonly fetch: Fetch;
  readonly WebSocket: SocketConstructor;
  readonly crypto: RandomSource;
  readonly timers: Timers;
  /** Tells when the device goes online, goes offline, or wakes up. */
  readonly signals: Signals;
}

export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export type SocketConstructor = new (url: string, protocols: string[]) => Socket;

export interface Socket {
  send(data: string): void;
  close(code?: number): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: SocketEvent) => void): void;
}

export interface SocketEvent {
  readonly type: string;
  /** Of `message` events: a text frame. */
  readonly data?: unknown;
}

export interface RandomSource {
  randomUUID(): string;
}

export interface Timers {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once after `delayMs`; the result cancels it. */
  after(delayMs: number, task: () => void): () => void;
  /** From 0 to below 1. */
  random(): number;
}

export type Signal = 'online' | 'offline' | 'wake';

export interface Signals {
  isOnline(): boolean;
  /** @returns a function that ends the subscription */
  subscribe(listener: (signal: Signal) => void): () => void;
}

interface EventSource {
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
}

interface Globals extends EventSource {
  readonly fetch?: Fetch;
  readonly WebSocket?: SocketConstructor;
  readonly crypto?: RandomSource;
  readonly navigator?: { readonly onLine?: boolean };
  readonly document?: EventSource & { readonly visibilityState?: string };
  setTimeout(task: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

export const globals = globalThis as unknown as Globals;

export const systemTimers: Timers = {
  now: () => Date.now(),
  after: (delayMs, task) => {
    const handle = globals.setTimeout(task, delayMs);
    return () => globals.clearTimeout(handle);
  },
  random: () => Math.random(),
};

const listen = (source: EventSource | undefined, type: string, listener: () => void): (() => void) => {
  source?.addEventListener?.(type, listener);
  return () => source?.removeEventListener?.(type, listener);
};

/** Browsers have all three; elsewhere the device counts as online and the application passes its own signals. */
export const browserSignals: Signals = {
  isOnline: () => globals.navigator?.onLine !== false,
  subscribe: (listener) => {
    const { document } = globals;
    const stops = [
      listen(globals, 'online', () => listener('online')),
      listen(globals, 'offline', () => listener('offline')),
      listen(globals, 'pageshow', () => listener('wake')),
      listen(document, 'visibilitychange', () => {
        if (document?.visibilityState === 'visible') listener('wake');
      }),
    ];
    return () => stops.forEach((stop) => stop());
  },
};

const required = <Value>(name: string, value: Value | undefined): Value => {
  if (value === undefined) throw new TypeError(`There is no global ${name}: pass it to createMessagingClient.`);
  return value;
};

/** @throws TypeError for what is neither passed in nor a global */
export const toEnvironment = (given: Partial<Environment>): Environment => ({
  // A method of another object: browsers refuse fetch without its global.
  fetch: given.fetch ?? ((url, init) => required('fetch', globals.fetch)(url, init)),
  WebSocket: required('WebSocket', given.WebSocket ?? globals.WebSocket),
  crypto: required('crypto', given.crypto ?? globals.crypto),
  timers: given.timers ?? systemTimers,
  signals: given.signals ?? browserSignals,
});
