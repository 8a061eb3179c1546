import { globals } from '../Environment.ts';
import type { Storage } from './Storage.ts';

/** The parts of IndexedDB that are used; the type of the global is the DOM's. */
interface Request<Result> {
  readonly result: Result;
  readonly error: unknown;
  onsuccess: unknown;
  onerror: unknown;
}

interface ObjectStore {
  getAllKeys(range: unknown): Request<string[]>;
  getAll(range: unknown): Request<unknown[]>;
  put(value: unknown, key: string): unknown;
  delete(keyOrRange: unknown): unknown;
}

interface Transaction {
  readonly error: unknown;
  oncomplete: unknown;
  onabort: unknown;
  objectStore(name: string): ObjectStore;
}

interface Database {
  onversionchange: unknown;
  close(): void;
  createObjectStore(name: string): unknown;
  transaction(name: string, mode: string, options?: { durability: string }): Transaction;
}

interface IndexedDb {
  open(name: string, version: number): Request<Database> & { onupgradeneeded: unknown };
}

interface KeyRanges {
  bound(lower: string, upper: string, lowerOpen: boolean, upperOpen: boolean): unknown;
}

const objectStore = 'entries';

const settled = <Result>(request: Request<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(toError(request.error));
  });

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error('IndexedDB failed.'));

const { indexedDB, IDBKeyRange } = globals as unknown as {
  readonly indexedDB?: IndexedDb;
  readonly IDBKeyRange?: KeyRanges;
};

export const hasIndexedDb = (): boolean => indexedDB !== undefined && IDBKeyRange !== undefined;

const open = (name: string): Promise<Database> => {
  if (!indexedDB) throw new TypeError('There is no IndexedDB here: use another storage.');
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(objectStore);
  return settled(request);
};

const startingWith = (prefix: string): unknown => IDBKeyRange?.bound(prefix, `${prefix}\uffff`, false, false);

/** Keeps everything in a database of the browser; a set of changes is one transaction. */
export const createIndexedDbStorage = (name = 'messaging'): Storage => {
  let opened: Promise<Database> | undefined;
  const database = (): Promise<Database> => {
    opened ??= open(name).then((one) => {
      // Another tab deletes or upgrades the database: do not stand in its way.
      one.onversionchange = () => {
        one.close();
        opened = undefined;
      };
      return one;
    });
    opened.catch(() => (opened = undefined));
    return opened;
  };
  return {
    read: async (prefix) => {
      const store = (await database()).transaction(objectStore, 'readonly').objectStore(objectStore);
      const range = startingWith(prefix);
      const [keys, values] = await Promise.all([settled(store.getAllKeys(range)), settled(store.getAll(range))]);
      return keys.map((key, at) => [key, values[at]] as const);
    },
    write: async ({ clear = [], remove = [], set = [] }) => {
      const transaction = (await database()).transaction(objectStore, 'readwrite', { durability: 'strict' });
      const store = transaction.objectStore(objectStore);
      for (const prefix of clear) store.delete(startingWith(prefix));
      for (const key of remove) store.delete(key);
      for (const [key, value] of set) store.put(value, key);
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(toError(transaction.error));
      });
    },
  };
};
