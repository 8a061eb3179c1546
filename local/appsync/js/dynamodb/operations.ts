import { isRecord } from '../../../base/json.ts';
import { isList, toList, toNumber } from '../handler/arguments.ts';
import type { HostFunctions } from '../handler/HostFunctions.ts';

/** What `operations.*` answers: plain data, recorded from AWS but for REMOVE and UPDATE_LIST_ITEM. */
export type Operation =
  | { readonly type: 'OPERATION_ADD' | 'OPERATION_REPLACE'; readonly value: unknown }
  | { readonly type: 'OPERATION_INCREMENT' | 'OPERATION_DECREMENT'; readonly by: number }
  | { readonly type: 'OPERATION_APPEND' | 'OPERATION_PREPEND'; readonly items: readonly unknown[] }
  | { readonly type: 'OPERATION_REMOVE' }
  | { readonly type: 'OPERATION_UPDATE_LIST_ITEM'; readonly value: unknown; readonly index: number };

export const operations: HostFunctions = {
  add: (value) => ({ type: 'OPERATION_ADD', value: value ?? null }),
  replace: (value) => ({ type: 'OPERATION_REPLACE', value: value ?? null }),
  // That one is the default is unconfirmed.
  increment: (by) => ({ type: 'OPERATION_INCREMENT', by: toNumber(by ?? 1, 'the number to add') }),
  decrement: (by) => ({ type: 'OPERATION_DECREMENT', by: toNumber(by ?? 1, 'the number to subtract') }),
  append: (items) => ({ type: 'OPERATION_APPEND', items: toList(items, 'the items') }),
  prepend: (items) => ({ type: 'OPERATION_PREPEND', items: toList(items, 'the items') }),
  remove: () => ({ type: 'OPERATION_REMOVE' }),
  updateListItem: (value, index) => ({
    type: 'OPERATION_UPDATE_LIST_ITEM',
    value: value ?? null,
    index: toNumber(index, 'the index'),
  }),
};

const hasValue = new Set(['OPERATION_ADD', 'OPERATION_REPLACE']);
const hasBy = new Set(['OPERATION_INCREMENT', 'OPERATION_DECREMENT']);
const hasItems = new Set(['OPERATION_APPEND', 'OPERATION_PREPEND']);

export function isOperation(value: unknown): value is Operation {
  if (!isRecord(value) || typeof value['type'] !== 'string') return false;
  const { type } = value;
  if (hasValue.has(type)) return 'value' in value;
  if (hasBy.has(type)) return typeof value['by'] === 'number';
  if (hasItems.has(type)) return isList(value['items']);
  if (type === 'OPERATION_UPDATE_LIST_ITEM') return typeof value['index'] === 'number';
  return type === 'OPERATION_REMOVE';
}
