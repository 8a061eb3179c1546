import { segmentOf, type FunctionStep } from '../lambda/traceId.ts';
import { consumedUnits, exceptionOf } from './consumedUnits.ts';
import type { ServiceAnswer, ServiceCall } from './Gate.ts';
import { longestChain, type Stretch } from './longestChain.ts';

/** One data-plane call of a request. */
export interface LedgerEntry {
  readonly service: ServiceCall['service'];
  readonly operation: string;
  readonly tables: readonly string[];
  /** Moments of one counter of the whole gate: a call that starts after another's end waited for it. */
  readonly start: number;
  readonly end: number;
  /** Of a function's call: which of its round trips it belongs to. It is surer than the moments. */
  readonly functionStep?: FunctionStep;
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
  /**
   * The longest chain of calls of which each waited for the one before. What a function publishes side by side is one
   * round trip of it; the invocation of a function is none.
   */
  readonly sequentialRoundTrips: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** GraphQL operations that AppSync bills: the request itself, and what functions published for it. */
  readonly operations: number;
  readonly publishes: number;
  readonly invocations: number;
  /** Real-time updates that AppSync bills: 5 KB units, for every subscriber. */
  readonly deliveries: number;
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
  begin(call: ServiceCall, tables: readonly string[]): (answer: ServiceAnswer, actions: number) => void;
  /** A function is invoked for a request; the result enters the end. */
  beginInvocation(requestId: string, awsRequestId: string): () => void;
  /** AppSync took a GraphQL request, also a refused one, or a subscription. */
  enterOperation(requestId: string): void;
  /** AppSync took a publish of one of the request's functions. */
  enterPublish(requestId: string, step: FunctionStep): void;
  /** One payload went to so many subscribers. */
  enterDelivery(requestId: string, delivery: { readonly subscribers: number; readonly bytes: number }): void;
}

interface Account {
  readonly entries: LedgerEntry[];
  readonly invocations: Map<string, { readonly start: number; end: number }>;
  readonly publishes: FunctionStep[];
  operations: number;
  deliveries: number;
}

const rememberedRequests = 2_000;

/** Whether the 5 KB of https://aws.amazon.com/appsync/pricing/ are 5,120 or 5,000 bytes is unconfirmed. */
const deliveryUnitBytes = 5 * 1024;

function openAccount(): Account {
  return {
    entries: [],
    invocations: new Map(),
    publishes: [],
    operations: 0,
    deliveries: 0,
  };
}

export function createLedger(): LedgerWriter {
  const accounts = createAccounts();
  const listeners: ((requestId: string, entry: LedgerEntry) => void)[] = [];
  let moment = 0;
  const of = (requestId: string) => toCost(requestId, accounts.peek(requestId));
  return {
    begin: ({ service, operation, requestId, functionStep }, tables) => {
      const start = ++moment;
      return (answer, actions) => {
        const call = { service, operation, tables, start, end: ++moment, ...(functionStep && { functionStep }) };
        const error = exceptionOf(answer);
        const entry = { ...call, ...consumedUnits(operation, answer, actions), ...(error !== undefined && { error }) };
        accounts.of(requestId).entries.push(entry);
        for (const listener of listeners) listener(requestId, entry);
      };
    },
    beginInvocation: (requestId, awsRequestId) => {
      const invocation = { start: ++moment, end: Infinity };
      accounts.of(requestId).invocations.set(segmentOf(awsRequestId), invocation);
      return () => {
        invocation.end = ++moment;
      };
    },
    enterOperation: (requestId) => {
      accounts.of(requestId).operations += 1;
    },
    enterPublish: (requestId, step) => void accounts.of(requestId).publishes.push(step),
    enterDelivery: (requestId, { subscribers, bytes }) => {
      accounts.of(requestId).deliveries += subscribers * Math.ceil(bytes / deliveryUnitBytes);
    },
    of,
    take: (requestId) => {
      const cost = of(requestId);
      accounts.close(requestId);
      return cost;
    },
    sequenceOf: (requestId) => of(requestId).calls.map(({ operation, tables }) => [operation, ...tables].join(' ')),
    onEntry: (listener) => void listeners.push(listener),
  };
}

function createAccounts() {
  const accounts = new Map<string, Account>();
  return {
    peek: (requestId: string) => accounts.get(requestId) ?? openAccount(),
    of: (requestId: string) => {
      const known = accounts.get(requestId);
      if (known !== undefined) return known;
      const [oldest] = accounts.keys();
      if (accounts.size >= rememberedRequests && oldest !== undefined) accounts.delete(oldest);
      const opened = openAccount();
      accounts.set(requestId, opened);
      return opened;
    },
    close: (requestId: string) => accounts.delete(requestId),
  };
}

function toCost(requestId: string, account: Account): RequestCost {
  const calls = [...account.entries].sort((one, other) => one.start - other.start);
  return {
    requestId,
    calls,
    sequentialRoundTrips: longestChain(stretchesOf(account)),
    readUnits: calls.reduce((sum, call) => sum + call.readUnits, 0),
    writeUnits: calls.reduce((sum, call) => sum + call.writeUnits, 0),
    operations: account.operations + account.publishes.length,
    publishes: account.publishes.length,
    invocations: account.invocations.size,
    deliveries: account.deliveries,
  };
}

/** The calls of data sources one by one, those of functions by invocation. */
function stretchesOf({ entries, invocations, publishes }: Account): Stretch[] {
  const isOwn = ({ functionStep }: LedgerEntry) => !invocations.has(functionStep?.invocation ?? '');
  const own = entries.filter(isOwn).map(({ start, end }) => ({ start, end, length: 1 }));
  const ofFunctions = [...invocations].map(([segment, { start, end }]) => {
    const steps = entries.flatMap(({ functionStep }) =>
      functionStep?.invocation === segment ? [functionStep.step] : [],
    );
    const published = publishes.filter(({ invocation }) => invocation === segment).map(({ step }) => step);
    const firstPublish = published.length === 0 ? 0 : Math.min(...published);
    return { start, end, length: Math.max(0, firstPublish, ...steps) };
  });
  return [...own, ...ofFunctions];
}
