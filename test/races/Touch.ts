import { createTableCatalog } from 'messaging-local/gate/createTableCatalog.ts';
import type { ServiceCall } from 'messaging-local/gate/Gate.ts';
import { itemId, touchedItems } from 'messaging-local/gate/touchedItems.ts';
import type { Runtime } from 'messaging-local/start/Runtime.ts';

/** What a call has to do with others: items by their keys, and what is touched as a whole. */
export interface Touch {
  readonly items: readonly { readonly place: string; readonly id: string; readonly isWrite: boolean }[];
}

const isWrite = (operation: string): boolean => operation.startsWith('Put') || /^(?:Update|Delete)/.test(operation);

/** Stands for every item of a place. */
const whole = '*';

/** A call that names no items, a Query or one of another service, touches its place as a whole; but a Query only reads. */
export const touchOf = ({ stack }: Runtime, call: ServiceCall): Touch => {
  const items = call.service === 'dynamodb' ? touchedItems(call, createTableCatalog(stack)) : [];
  if (items.length > 0) {
    return {
      items: items.map((item) => ({ place: item.table, id: itemId(item), isWrite: isWrite(item.operation) })),
    };
  }
  const { TableName } = call.input;
  const place = typeof TableName === 'string' ? TableName : call.service;
  return { items: [{ place, id: whole, isWrite: call.operation !== 'Query' }] };
};

/** Whether it may matter which of two calls runs first. */
export const isDependent = (one: Touch, other: Touch): boolean =>
  one.items.some((mine) =>
    other.items.some(
      (theirs) =>
        mine.place === theirs.place &&
        (mine.isWrite || theirs.isWrite) &&
        (mine.id === theirs.id || mine.id === whole || theirs.id === whole),
    ),
  );
