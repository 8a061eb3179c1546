/**
 * A map that survives `kill -9`: whatever `set` or `delete` has returned from is there at the next start.
 * Values are JSON. Kept by logical name, e.g. ids and secrets by logical id, the users of a pool, its mails.
 */
export interface PersistentMap<Value> {
  get(key: string): Value | undefined;
  has(key: string): boolean;
  set(key: string, value: Value): void;
  delete(key: string): void;
  entries(): Iterable<readonly [key: string, value: Value]>;
  readonly size: number;
  close(): void;
}

/** Opens the map of that name in the runtime's data folder; in memory when the runtime has none. */
export type OpenPersistentMap = <Value>(name: string) => PersistentMap<Value>;
