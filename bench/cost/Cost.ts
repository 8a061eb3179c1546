import type { RequestCost } from 'messaging-local/gate/createLedger.ts';
import { assumed, prices } from '../prices.ts';

/** What one request makes AWS do. */
export interface Cost {
  /** GraphQL operations of AppSync: the request and its publishes. */
  readonly operations: number;
  /** 5 KB units, over all subscribers. */
  readonly deliveries: number;
  readonly invocations: number;
  /** Calls of DynamoDB. */
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly roundTrips: number;
}

/** By what was done. */
export type Costs = Readonly<Record<string, Cost>>;

export const toCost = (cost: RequestCost): Cost => ({
  operations: cost.operations,
  deliveries: cost.deliveries,
  invocations: cost.invocations,
  calls: cost.calls.filter(({ service }) => service === 'dynamodb').length,
  readUnits: cost.readUnits,
  writeUnits: cost.writeUnits,
  roundTrips: cost.sequentialRoundTrips,
});

const gigabyteSeconds = (assumed.functionMilliseconds / 1000) * (assumed.functionMegabytes / 1024);

/** Dollars for a million such requests. Not in it: connections, storage, logs, data transfer, people of the user pool. */
export const dollarsPerMillion = (cost: Omit<Cost, 'calls' | 'roundTrips'>): number =>
  1_000_000 *
  (cost.operations * prices.appsyncOperation +
    cost.deliveries * prices.appsyncDelivery +
    cost.invocations * (prices.lambdaInvocation + gigabyteSeconds * prices.lambdaGigabyteSecond) +
    cost.readUnits * prices.dynamodbReadUnit +
    cost.writeUnits * prices.dynamodbWriteUnit);
