import { toRecord } from '../../../base/json.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { elementsOf, itemOf, type WireItem } from '../../../gate/wireForm.ts';
import { readProjection, toParameters } from './expressions.ts';
import type { Plan } from './Plan.ts';
import { type RequestReader } from './RequestReader.ts';
import { fromWireItem, isSameItem, toWireItem } from './typedValues.ts';

type Body = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-get-item.html */
export function planBatchGetItem(request: RequestReader): Plan {
  const tables = request.accept('operation', 'version', 'tables').object('tables');
  const keysOf = new Map<string, readonly WireItem[]>();
  const requests = tables.names().map((name) => {
    const table = tables.object(name).accept('keys', 'consistentRead', 'projection');
    const keys = table.objects('keys').map(toWireItem);
    keysOf.set(name, keys);
    const projection = toParameters({ ProjectionExpression: readProjection(table) });
    return [name, { Keys: keys, ConsistentRead: table.optionalBoolean('consistentRead') ?? false, ...projection }];
  });
  return {
    operation: 'BatchGetItem',
    input: { RequestItems: Object.fromEntries(requests) as Record<string, unknown> },
    toResult: (body) => ({
      data: perTable(keysOf, (name, keys) => inKeyOrder(keys, elementsOf(toRecord(body['Responses'])[name]))),
      unprocessedKeys: perTable(keysOf, (name) =>
        elementsOf(toRecord(toRecord(body['UnprocessedKeys'])[name])['Keys']).map(fromWireItem),
      ),
    }),
  };
}

/** That a put names its leftovers `unprocessedItems` and a delete `unprocessedKeys` is unconfirmed. */
export function planBatchPutItem(request: RequestReader): Plan {
  return planBatchWrite(request, (Item) => ({ PutRequest: { Item } }), {
    leftovers: 'unprocessedItems',
    itemIn: (write) => itemOf(toRecord(write['PutRequest'])['Item']),
  });
}

export function planBatchDeleteItem(request: RequestReader): Plan {
  return planBatchWrite(request, (Key) => ({ DeleteRequest: { Key } }), {
    leftovers: 'unprocessedKeys',
    itemIn: (write) => itemOf(toRecord(write['DeleteRequest'])['Key']),
  });
}

function planBatchWrite(
  request: RequestReader,
  toWrite: (item: WireItem) => Record<string, unknown>,
  { leftovers, itemIn }: { readonly leftovers: string; readonly itemIn: (write: Body) => WireItem },
): Plan {
  const tables = request.accept('operation', 'version', 'tables').object('tables');
  const itemsOf = new Map(tables.names().map((name) => [name, tables.objects(name).map(toWireItem)]));
  const leftIn = (body: Body, name: string) =>
    elementsOf(toRecord(body['UnprocessedItems'])[name]).map((write) => itemIn(toRecord(write)));
  return {
    operation: 'BatchWriteItem',
    input: { RequestItems: Object.fromEntries([...itemsOf].map(([name, items]) => [name, items.map(toWrite)])) },
    toResult: (body) => ({
      data: perTable(itemsOf, (name, items) => {
        const left = leftIn(body, name);
        return items.map((item) => (left.some((one) => isSameItem(one, item)) ? null : fromWireItem(item)));
      }),
      [leftovers]: perTable(itemsOf, (name) => leftIn(body, name).map(fromWireItem)),
    }),
  };
}

function perTable<Value>(
  tables: ReadonlyMap<string, Value>,
  toEntry: (name: string, value: Value) => unknown,
): Record<string, unknown> {
  return Object.fromEntries([...tables].map(([name, value]) => [name, toEntry(name, value)]));
}

function inKeyOrder(keys: readonly WireItem[], items: readonly unknown[]): unknown[] {
  const found = items.map(itemOf);
  const [firstKey = {}] = keys;
  if (found.some((item) => Object.keys(firstKey).some((name) => item[name] === undefined))) {
    throw new UnsupportedFeatureError('a BatchGetItem whose projection leaves the key out');
  }
  return keys.map((key) => {
    const item = found.find((one) => isSameItem(onlyNames(one, Object.keys(key)), key));
    return item === undefined ? null : fromWireItem(item);
  });
}

function onlyNames(item: WireItem, names: readonly string[]): WireItem {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}
