/** A value that `structuredClone` and JSON both keep. */
export type StoredValue = unknown;

export interface StorageChanges {
  readonly set?: readonly (readonly [key: string, value: StoredValue])[];
  readonly remove?: readonly string[];
  /** Keys with one of these prefixes are removed, before anything is set. */
  readonly clear?: readonly string[];
}

/** Where the SDK keeps a session, conversations, messages and unsent messages. */
export interface Storage {
  /** All entries whose keys begin with the prefix, ordered by key. */
  read(prefix: string): Promise<readonly (readonly [key: string, value: StoredValue])[]>;
  /** All of the changes or none of them: a cursor must never be kept without its messages. */
  write(changes: StorageChanges): Promise<void>;
}
