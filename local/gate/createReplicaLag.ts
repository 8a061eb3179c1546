import type { Clock } from '../base/Clock.ts';
import { toRecord } from '../base/json.ts';
import type { TableCatalog } from './createTableCatalog.ts';
import type { ServiceAnswer, ServiceCall } from './Gate.ts';
import { itemId, touchedItems, type TouchedItem } from './touchedItems.ts';
import { elementsOf, itemOf, textOf, withoutMember, type WireItem } from './wireForm.ts';

/** Runs a DynamoDB call beside the gate. */
export type RunBeside = (operation: string, input: Record<string, unknown>) => Promise<ServiceAnswer>;

/** Remembers what recently written items were before, for reads that may answer as of a moment ago. */
export interface ReplicaLag {
  /** Reads the images that the write is about to replace; the result keeps them once the write has succeeded. */
  beforeWrite(call: ServiceCall): Promise<() => void>;
  /**
   * The answer of an eventually consistent read or of an index as of a moment ago. Items written since then are given
   * as they were, or left out if they did not exist. Items deleted or moved away since then do not come back to a
   * Query, and filters are not applied again.
   */
  outdated(call: ServiceCall, answer: ServiceAnswer): ServiceAnswer;
}

interface Image {
  /** `undefined`: there was no item. */
  readonly item: WireItem | undefined;
  readonly replacedAt: number;
}

const writes = ['PutItem', 'UpdateItem', 'DeleteItem'];
const lagMilliseconds = 1_000;
const rememberedImages = 5_000;

export function createReplicaLag(catalog: TableCatalog, clock: Clock, run: RunBeside): ReplicaLag {
  const images = new Map<string, Image>();
  const remember = (id: string, item: WireItem | undefined) => {
    const [oldest] = images.keys();
    if (images.size >= rememberedImages && oldest !== undefined) images.delete(oldest);
    images.delete(id);
    images.set(id, { item, replacedAt: clock.now() });
  };
  const imageOf = (table: string, item: WireItem): Image | undefined => {
    const image = images.get(itemId({ table, key: catalog.keyOf(table, item) }));
    return image !== undefined && clock.now() - image.replacedAt <= lagMilliseconds ? image : undefined;
  };
  const asOfBefore = (table: string, item: WireItem, isWhole: boolean): WireItem[] => {
    const image = imageOf(table, item);
    if (image === undefined) return [item];
    if (image.item === undefined) return [];
    return [isWhole ? image.item : onlyNames(image.item, Object.keys(item))];
  };
  return {
    beforeWrite: async (call) => {
      const written = touchedItems(call, catalog).filter(({ operation }) => writes.includes(operation));
      const before = await Promise.all(written.map(async (one) => [itemId(one), await imageBefore(one, run)] as const));
      return () => before.forEach(([id, item]) => remember(id, item));
    },
    outdated: (call, answer) => {
      if (answer.status !== 200 || call.input['ConsistentRead'] === true) return answer;
      return { ...answer, body: outdatedBody(call, answer.body, { catalog, imageOf, asOfBefore }) };
    },
  };
}

async function imageBefore({ table, key }: TouchedItem, run: RunBeside): Promise<WireItem | undefined> {
  const { body } = await run('GetItem', { TableName: table, Key: key, ConsistentRead: true });
  return body['Item'] === undefined ? undefined : itemOf(body['Item']);
}

interface Lookup {
  readonly catalog: TableCatalog;
  readonly imageOf: (table: string, item: WireItem) => Image | undefined;
  readonly asOfBefore: (table: string, item: WireItem, isWhole: boolean) => WireItem[];
}

function outdatedBody(
  { operation, input }: ServiceCall,
  body: Readonly<Record<string, unknown>>,
  lookup: Lookup,
): Record<string, unknown> {
  const table = lookup.catalog.nameOf(textOf(input['TableName']) ?? '');
  const isWhole = input['ProjectionExpression'] === undefined;
  if (operation === 'GetItem' && isWhole) {
    const image = lookup.imageOf(table, itemOf(input['Key']));
    if (image === undefined) return body;
    return image.item === undefined ? withoutMember(body, 'Item') : { ...body, Item: image.item };
  }
  if (operation === 'Query' && body['Items'] !== undefined) {
    const items = elementsOf(body['Items']).map(itemOf);
    const isBase = isWhole && input['IndexName'] === undefined;
    const shown = items.flatMap((item) => lookup.asOfBefore(table, item, isBase));
    const scanned = Number(body['ScannedCount']) - (items.length - shown.length);
    return { ...body, Items: shown, Count: shown.length, ScannedCount: scanned };
  }
  return operation === 'BatchGetItem' ? outdatedBatch(input, body, lookup) : body;
}

function outdatedBatch(
  input: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, unknown>>,
  { catalog, asOfBefore }: Lookup,
): Record<string, unknown> {
  const requests = toRecord(input['RequestItems']);
  const responses = Object.entries(toRecord(body['Responses'])).map(([name, items]) => {
    const request = toRecord(requests[name]);
    if (request['ConsistentRead'] === true) return [name, items];
    const isWhole = request['ProjectionExpression'] === undefined;
    return [name, elementsOf(items).flatMap((item) => asOfBefore(catalog.nameOf(name), itemOf(item), isWhole))];
  });
  return { ...body, Responses: Object.fromEntries(responses) as Record<string, unknown> };
}

function onlyNames(item: WireItem, names: readonly string[]): WireItem {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}
