import type { OnDebug } from './DebugEvent.ts';
import { toEndpoints } from './Endpoints.ts';
import { toEnvironment, type Environment } from './Environment.ts';
import type { MessagingClient } from './MessagingClient.ts';
import { MessagingCore } from './MessagingCore.ts';
import { createPost } from './post.ts';
import { Session, type TokenProvider, type UserPool } from './session/Session.ts';
import { createIndexedDbStorage, hasIndexedDb } from './storage/createIndexedDbStorage.ts';
import { createMemoryStorage } from './storage/createMemoryStorage.ts';
import type { Storage } from './storage/Storage.ts';
import { createBrowserChannel, type Channel } from './tabs/Channel.ts';
import { createBrowserLocks, type Locks } from './tabs/Locks.ts';

export interface MessagingClientOptions extends Partial<Environment> {
  /** The content of `endpoints.json` or of `amplify_outputs.json`. */
  readonly endpoints: unknown;
  /** IndexedDB where there is one; otherwise the memory. */
  readonly storage?: Storage;
  /** What shares the storage shares the locks and the channel, too. Web Locks and a BroadcastChannel by default. */
  readonly locks?: Locks;
  readonly channel?: Channel;
  /** The application's own tokens, instead of a session of the SDK. */
  readonly tokenProvider?: TokenProvider;
  /** Signs in at the user pool instead of the API, e.g. by SRP with a library of the application. */
  readonly userPool?: UserPool;
  /** Reports states, pages, holes, retries and failures; never a text, a token or an address. */
  readonly onDebug?: OnDebug;
}

const storageName = (graphqlUrl: string): string => `messaging ${graphqlUrl}`;

/**
 * Makes a client of one backend. It reads its storage at once, and connects when `connect` is called.
 *
 * @throws TypeError for settings without an address, and for an environment without fetch, WebSocket or crypto
 */
export const createMessagingClient = (options: MessagingClientOptions): MessagingClient => {
  const endpoints = toEndpoints(options.endpoints);
  const environment = toEnvironment(options);
  const name = storageName(endpoints.graphqlUrl);
  const shared = {
    storage: options.storage ?? (hasIndexedDb() ? createIndexedDbStorage(name) : createMemoryStorage()),
    locks: options.locks ?? createBrowserLocks(),
    channel: options.channel ?? createBrowserChannel(name),
    onDebug: options.onDebug ?? (() => undefined),
  };
  const session = new Session({
    ...shared,
    post: createPost(endpoints, environment),
    timers: environment.timers,
    tokenProvider: options.tokenProvider,
    userPool: options.userPool,
  });
  return new MessagingCore({ ...shared, endpoints, environment, session }).toClient();
};
