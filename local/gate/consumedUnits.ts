import type { ServiceAnswer } from './Gate.ts';

export interface Units {
  readonly readUnits: number;
  readonly writeUnits: number;
}

const reads = ['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan'];
const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
export function consumedUnits(operation: string, answer: ServiceAnswer, actions: number): Units {
  if (reads.includes(operation)) return { readUnits: consumed(answer), writeUnits: 0 };
  if (!writes.includes(operation)) return { readUnits: 0, writeUnits: 0 };
  const error = exceptionOf(answer);
  if (error === 'ConditionalCheckFailedException') return { readUnits: 0, writeUnits: 1 };
  if (error === 'TransactionCanceledException') return { readUnits: 0, writeUnits: 2 * actions };
  return { readUnits: 0, writeUnits: consumed(answer) };
}

/** The exception's name, for an answer that is one. */
export function exceptionOf({ status, body }: ServiceAnswer): string | undefined {
  return status === 200 ? undefined : String(body['__type']).replace(/^.*#/, '');
}

function consumed({ body }: ServiceAnswer): number {
  const capacity: unknown = body['ConsumedCapacity'];
  const parts: readonly unknown[] = Array.isArray(capacity) ? capacity : [capacity];
  return parts.reduce<number>((sum, part) => sum + capacityUnits(part), 0);
}

function capacityUnits(part: unknown): number {
  if (typeof part !== 'object' || part === null || !('CapacityUnits' in part)) return 0;
  return typeof part.CapacityUnits === 'number' ? part.CapacityUnits : 0;
}
