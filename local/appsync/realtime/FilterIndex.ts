import { fieldValue } from './fieldValue.ts';
import type { IndexKey, MessageFilter } from './MessageFilter.ts';

type Buckets<Entry> = Record<IndexKey['relation'], Map<unknown, Set<Entry>>>;

/**
 * Finds the entries whose filter a message may pass without asking all of them: with 10,000 people online, a message
 * for two looks at two. The filter itself still decides.
 */
export class FilterIndex<Entry> {
  readonly #filters = new Map<Entry, MessageFilter>();
  readonly #unindexed = new Set<Entry>();
  readonly #byField = new Map<string, Buckets<Entry>>();

  add(entry: Entry, filter: MessageFilter): void {
    this.#filters.set(entry, filter);
    if (filter.keys === null) this.#unindexed.add(entry);
    for (const key of filter.keys ?? []) {
      const bucket = this.#bucketsOf(key.fieldName)[key.relation];
      const entries = bucket.get(key.value);
      if (entries === undefined) bucket.set(key.value, new Set([entry]));
      else entries.add(entry);
    }
  }

  delete(entry: Entry): void {
    const filter = this.#filters.get(entry);
    this.#filters.delete(entry);
    this.#unindexed.delete(entry);
    for (const key of filter?.keys ?? []) {
      const buckets = this.#bucketsOf(key.fieldName);
      const entries = buckets[key.relation].get(key.value);
      entries?.delete(entry);
      if (entries?.size === 0) buckets[key.relation].delete(key.value);
      if (buckets.is.size === 0 && buckets.holds.size === 0) this.#byField.delete(key.fieldName);
    }
  }

  /** Entries to ask about the message, each once. */
  *candidates(message: unknown): Iterable<readonly [Entry, MessageFilter]> {
    const found = new Set(this.#unindexed);
    for (const [fieldName, buckets] of this.#byField) {
      for (const entries of hits(buckets, fieldValue(message, fieldName))) {
        for (const entry of entries) found.add(entry);
      }
    }
    for (const entry of found) {
      const filter = this.#filters.get(entry);
      if (filter !== undefined) yield [entry, filter];
    }
  }

  #bucketsOf(fieldName: string): Buckets<Entry> {
    const known = this.#byField.get(fieldName);
    if (known !== undefined) return known;
    const buckets: Buckets<Entry> = { is: new Map(), holds: new Map() };
    this.#byField.set(fieldName, buckets);
    return buckets;
  }
}

function hits<Entry>(buckets: Buckets<Entry>, value: ReturnType<typeof fieldValue>): readonly Set<Entry>[] {
  if (value === null) return [];
  if (typeof value === 'object') return value.flatMap((one) => buckets.holds.get(one) ?? []);
  const equal = buckets.is.get(value);
  // `contains` on a string looks for a part of it, which no bucket can tell.
  const parts = typeof value === 'string' ? [...buckets.holds.values()] : [];
  return equal === undefined ? parts : [equal, ...parts];
}
