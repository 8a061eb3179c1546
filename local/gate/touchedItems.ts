import { toRecord } from '../base/json.ts';
import type { TableCatalog } from './createTableCatalog.ts';
import type { ServiceCall } from './Gate.ts';
import { elementsOf, itemOf, textOf, type WireItem } from './wireForm.ts';

export type ItemOperation = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** An item that a call names by its key. */
export interface TouchedItem {
  readonly table: string;
  readonly operation: ItemOperation;
  readonly key: WireItem;
}

const transactionActions: readonly (readonly [string, ItemOperation])[] = [
  ['Get', 'GetItem'],
  ['Put', 'PutItem'],
  ['Update', 'UpdateItem'],
  ['Delete', 'DeleteItem'],
  ['ConditionCheck', 'ConditionCheckItem'],
];

/** The items that a DynamoDB call names, in its order; none for Query and Scan. */
export function touchedItems({ operation, input }: ServiceCall, catalog: TableCatalog): TouchedItem[] {
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return touched(operation, input, catalog);
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return elementsOf(input['TransactItems']).flatMap((action) =>
        transactionActions.flatMap(([name, one]) => touched(one, toRecord(action)[name], catalog)),
      );
    case 'BatchGetItem':
      return Object.entries(toRecord(input['RequestItems'])).flatMap(([TableName, request]) =>
        elementsOf(toRecord(request)['Keys']).flatMap((Key) => touched('GetItem', { TableName, Key }, catalog)),
      );
    case 'BatchWriteItem':
      return Object.entries(toRecord(input['RequestItems'])).flatMap(([TableName, requests]) =>
        elementsOf(requests).flatMap((request) => writeRequest(TableName, toRecord(request), catalog)),
      );
    default:
      return [];
  }
}

function writeRequest(
  TableName: string,
  { PutRequest, DeleteRequest }: { readonly PutRequest?: unknown; readonly DeleteRequest?: unknown },
  catalog: TableCatalog,
): TouchedItem[] {
  return PutRequest === undefined
    ? touched('DeleteItem', { TableName, Key: toRecord(DeleteRequest)['Key'] }, catalog)
    : touched('PutItem', { TableName, Item: toRecord(PutRequest)['Item'] }, catalog);
}

function touched(operation: ItemOperation, action: unknown, catalog: TableCatalog): TouchedItem[] {
  const { TableName, Key, Item } = toRecord(action);
  const named = textOf(TableName);
  if (named === undefined) return [];
  const table = catalog.nameOf(named);
  return [{ table, operation, key: operation === 'PutItem' ? catalog.keyOf(table, itemOf(Item)) : itemOf(Key) }];
}

/** Equal for equal items. */
export function itemId({ table, key }: Pick<TouchedItem, 'table' | 'key'>): string {
  return `${table} ${JSON.stringify(Object.entries(key).sort(([one], [other]) => (one < other ? -1 : 1)))}`;
}
