import type { FunctionStep } from '../lambda/traceId.ts';

/** One call of an AWS data-plane API by a function or a data source: the gate sees every one of them. */
export interface ServiceCall {
  readonly service: 'dynamodb' | 'cognito-idp' | 'secretsmanager';
  /** e.g. `TransactWriteItems` */
  readonly operation: string;
  /** The JSON body of the API call, e.g. DynamoDB's own wire form. */
  readonly input: Record<string, unknown>;
  /** ARN of the calling role; its policies decide. Empty for a caller without credentials (Cognito's public operations). */
  readonly roleArn: string;
  /** The role session's name, as a denial tells it; AppSync's own where it is absent. */
  readonly sessionName?: string;
  /** The GraphQL request on whose behalf the call is made; a fresh id where there is none. */
  readonly requestId: string;
  /** Which of its function's calls it is; absent for a data source's own. */
  readonly functionStep?: FunctionStep | undefined;
}

/** An answer as it goes over the wire: 200 with the output, or an error with `__type` and `message`. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Runs a call that may run. */
export type Backend = (call: ServiceCall) => Promise<ServiceAnswer>;

/** Authorizes a call by its role's policies, injects faults, runs it, and enters it into the ledger. */
export interface Gate {
  call(call: ServiceCall): Promise<ServiceAnswer>;
}

/** Calls held back by a test, to walk through the interleavings of two requests. */
export interface Hold {
  /** Resolves with the next call that waits at this hold. */
  next(): Promise<HeldCall>;
  /** Lets everything pass from now on. */
  end(): void;
}

export interface HeldCall {
  readonly call: ServiceCall;
  /** Lets the call run and resolves when it has been answered. */
  release(): Promise<ServiceAnswer>;
  /** Gives the caller another answer, after the call has run or without running it; what was refused stays refused. */
  replace(answer: ServiceAnswer, moment: 'afterEffect' | 'beforeEffect'): Promise<ServiceAnswer>;
}

/** Probabilities from 0 to 1, drawn from one seeded generator. */
export interface Faults {
  readonly seed: number;
  /** TransactionConflict for plain writes, TransactionCanceledException with reason TransactionConflict for transactions. */
  readonly conflict?: number;
  /** The same, but only for a call that really overlaps another one on an item, where DynamoDB documents a conflict. */
  readonly conflictOnOverlap?: number;
  /** ProvisionedThroughputExceededException. */
  readonly throttle?: number;
  /** Some of a batch's keys or items come back unprocessed. */
  readonly unprocessed?: number;
  /** An eventually consistent read or an index answers as of a moment ago. */
  readonly stale?: number;
  /** InternalServerError after the effect has taken place. */
  readonly errorAfterEffect?: number;
  /** `publishMessage` is cut before it runs. */
  readonly cutPublish?: number;
}

export type FaultKind = Exclude<keyof Faults, 'seed'>;

export interface GateControls {
  /** Calls that match wait before they run. */
  hold(matches: (call: ServiceCall) => boolean): Hold;
  /** Replaces the faults in force; `undefined` ends them. */
  injectFaults(faults: Faults | undefined): void;
  /** How many faults of each kind have really been injected so far; a stale read counts when its answer is another one. */
  injectedFaults(): Readonly<Record<FaultKind, number>>;
  /** Whether the publish that is about to run is to be cut: draws `cutPublish`. */
  drawCutPublish(): boolean;
}
