import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal, readJournal, type Journal, type JournalEntry } from './openJournal.ts';
import type { OpenPersistentMap, PersistentMap } from './PersistentMap.ts';

export interface PersistentMaps {
  /** A name that is open already gives the same map. Values come back deeply frozen: change them by `set`. */
  readonly open: OpenPersistentMap;
  close(): void;
}

/** Lines that a journal may hold beyond its map before it is written anew. */
const idleLines = 10_000;

/** The maps of a data folder, one journal file per name; in memory without a folder. */
export function createPersistentMaps(dataDir: string | undefined): PersistentMaps {
  const opened = new Map<string, PersistentMap<unknown>>();
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true, mode: 0o700 });

  function open(name: string): PersistentMap<unknown> {
    const existing = opened.get(name);
    if (existing !== undefined) return existing;
    const map =
      dataDir === undefined
        ? createMap(new Map(), noJournal)
        : openMap(join(dataDir, `${encodeURIComponent(name)}.jsonl`), () => opened.delete(name));
    opened.set(name, map);
    return map;
  }

  return {
    open: <Value>(name: string) => toTyped<Value>(open(name)),
    close() {
      for (const map of [...opened.values()]) map.close();
    },
  };
}

function openMap(path: string, onClose: () => void): PersistentMap<unknown> {
  const values = new Map<string, unknown>();
  for (const [key, ...value] of readJournal(path)) {
    if (value.length === 0) values.delete(key);
    else values.set(key, deepFreeze(value[0]));
  }
  const journal = openJournal(path);
  journal.rewrite(values);
  let lines = values.size;

  return createMap(values, {
    ...journal,
    append(entry) {
      journal.append(entry);
      lines += 1;
      if (lines <= idleLines + 2 * values.size) return;
      journal.rewrite(applied(values, entry));
      lines = values.size;
    },
    close() {
      onClose();
      journal.close();
    },
  });
}

/** The journal is written before the map changes, so what it is rewritten from lacks the entry at hand. */
function applied(values: ReadonlyMap<string, unknown>, entry: JournalEntry): Map<string, unknown> {
  const copy = new Map(values);
  if (entry.length === 1) copy.delete(entry[0]);
  else copy.set(entry[0], entry[1]);
  return copy;
}

function createMap(values: Map<string, unknown>, journal: Journal): PersistentMap<unknown> {
  return {
    get: (key) => values.get(key),
    has: (key) => values.has(key),
    set(key, value) {
      const copy = toJsonCopy(value);
      journal.append([key, copy]);
      values.set(key, copy);
    },
    delete(key) {
      if (!values.has(key)) return;
      journal.append([key]);
      values.delete(key);
    },
    entries: () => [...values],
    get size() {
      return values.size;
    },
    close: () => journal.close(),
  };
}

const noJournal: Journal = { append: () => undefined, rewrite: () => undefined, close: () => undefined };

function toJsonCopy(value: unknown): unknown {
  const json = toJson(value);
  if (json === undefined) throw new TypeError(`A persistent map holds JSON, not ${typeof value}.`);
  return deepFreeze(JSON.parse(json));
}

/** `JSON.stringify` is typed as if it always gave a string. */
function toJson(value: unknown): string | undefined {
  return JSON.stringify(value);
}

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}

/** The one place where the type that a caller names for stored JSON is taken on trust. */
function toTyped<Value>(map: PersistentMap<unknown>): PersistentMap<Value> {
  return map as PersistentMap<Value>;
}
