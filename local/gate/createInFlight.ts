import { itemId, type TouchedItem } from './touchedItems.ts';

/** The items that running calls write. */
export interface InFlight {
  /**
   * Whether DynamoDB documents a conflict between the call and one that runs:
   * a write with a transactional write, a transactional read with any write.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
   */
  overlaps(operation: string, items: readonly TouchedItem[]): boolean;
  /** Enters the call; the result takes it out. */
  enter(operation: string, items: readonly TouchedItem[]): () => void;
}

const transaction = 'TransactWriteItems';
const plainWrites = ['PutItem', 'UpdateItem', 'DeleteItem'];
const writes = [...plainWrites, 'BatchWriteItem', transaction];

export function createInFlight(): InFlight {
  const running = new Set<{ readonly operation: string; readonly ids: ReadonlySet<string> }>();
  return {
    overlaps: (operation, items) => {
      const isRead = operation === 'TransactGetItems';
      if (!isRead && operation !== transaction && !plainWrites.includes(operation)) return false;
      return [...running].some(
        (one) => (isRead || one.operation === transaction) && items.some((item) => one.ids.has(itemId(item))),
      );
    },
    enter: (operation, items) => {
      if (!writes.includes(operation)) return () => undefined;
      const entry = { operation, ids: new Set(items.map(itemId)) };
      running.add(entry);
      return () => void running.delete(entry);
    },
  };
}
