import type { DataPlaneAnswer, DataPlaneCall } from './DataPlane.ts';

/** One data-plane call of a request. */
export interface LedgerEntry {
  readonly service: DataPlaneCall['service'];
  readonly operation: string;
  readonly tables: readonly string[];
  /** Moments of one counter of the whole gate: a call that starts after another's end waited for it. */
  readonly start: number;
  readonly end: number;
  /** DynamoDB's units. For a refused write the least that DynamoDB charges: 1 an item, 2 in a transaction. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** The exception's name, for calls that were refused. */
  readonly error?: string;
}

export interface RequestCost {
  readonly requestId: string;
  /** In the order of their starts. */
  readonly calls: readonly LedgerEntry[];
  /** The longest chain of calls of which each started after the one before had been answered. */
  readonly sequentialRoundTrips: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface Ledger {
  /** What a request has cost so far; empty for one that made no call or was forgotten. */
  of(requestId: string): RequestCost;
  /** The same, and forgets it. */
  take(requestId: string): RequestCost;
  /** `PutItem Users` … in the order of the starts: equal for requests that an observer of round trips cannot tell apart. */
  sequenceOf(requestId: string): readonly string[];
  onEntry(listener: (requestId: string, entry: LedgerEntry) => void): void;
}

export interface LedgerWriter extends Ledger {
  begin(call: DataPlaneCall, tables: readonly string[]): (answer: DataPlaneAnswer, actions: number) => void;
}

const REMEMBERED_REQUESTS = 2_000;
const READS = ['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan'];
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];

export function createLedger(): LedgerWriter {
  const requests = new Map<string, LedgerEntry[]>();
  const listeners: ((requestId: string, entry: LedgerEntry) => void)[] = [];
  let moment = 0;
  const entriesOf = (requestId: string): LedgerEntry[] => {
    const known = requests.get(requestId);
    if (known !== undefined) return known;
    const [oldest] = requests.keys();
    if (requests.size >= REMEMBERED_REQUESTS && oldest !== undefined) requests.delete(oldest);
    const made: LedgerEntry[] = [];
    requests.set(requestId, made);
    return made;
  };
  const of = (requestId: string) => toCost(requestId, requests.get(requestId) ?? []);
  return {
    begin: ({ service, operation, requestId }, tables) => {
      const start = ++moment;
      return (answer, actions) => {
        const call = { service, operation, tables, start, end: ++moment };
        const entry = { ...call, ...unitsOf(operation, answer, actions), ...errorOf(answer) };
        entriesOf(requestId).push(entry);
        for (const listener of listeners) listener(requestId, entry);
      };
    },
    of,
    take: (requestId) => {
      const cost = of(requestId);
      requests.delete(requestId);
      return cost;
    },
    sequenceOf: (requestId) => of(requestId).calls.map(({ operation, tables }) => [operation, ...tables].join(' ')),
    onEntry: (listener) => void listeners.push(listener),
  };
}

function toCost(requestId: string, entries: readonly LedgerEntry[]): RequestCost {
  const calls = [...entries].sort((one, other) => one.start - other.start);
  return {
    requestId,
    calls,
    sequentialRoundTrips: longestChain(entries),
    readUnits: calls.reduce((sum, call) => sum + call.readUnits, 0),
    writeUnits: calls.reduce((sum, call) => sum + call.writeUnits, 0),
  };
}

/** Taking what ends first, again and again, gives the longest chain. */
function longestChain(entries: readonly LedgerEntry[]): number {
  let length = 0;
  let free = 0;
  for (const { start, end } of [...entries].sort((one, other) => one.end - other.end)) {
    if (start < free) continue;
    length += 1;
    free = end;
  }
  return length;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
function unitsOf(
  operation: string,
  answer: DataPlaneAnswer,
  actions: number,
): { readUnits: number; writeUnits: number } {
  if (READS.includes(operation)) return { readUnits: consumed(answer), writeUnits: 0 };
  if (!WRITES.includes(operation)) return { readUnits: 0, writeUnits: 0 };
  const error = errorOf(answer).error;
  if (error === 'ConditionalCheckFailedException') return { readUnits: 0, writeUnits: 1 };
  if (error === 'TransactionCanceledException') return { readUnits: 0, writeUnits: 2 * actions };
  return { readUnits: 0, writeUnits: consumed(answer) };
}

function consumed({ body }: DataPlaneAnswer): number {
  const capacity: unknown = body['ConsumedCapacity'];
  const parts: readonly unknown[] = Array.isArray(capacity) ? capacity : [capacity];
  return parts.reduce<number>((sum, part) => sum + capacityUnits(part), 0);
}

function capacityUnits(part: unknown): number {
  if (typeof part !== 'object' || part === null || !('CapacityUnits' in part)) return 0;
  return typeof part.CapacityUnits === 'number' ? part.CapacityUnits : 0;
}

function errorOf({ status, body }: DataPlaneAnswer): { error?: string } {
  return status === 200 ? {} : { error: String(body['__type']).replace(/^.*#/, '') };
}
