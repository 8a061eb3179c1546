import { util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { Rows, TableVariable } from '../../domain/items.ts';
import { env } from './env.ts';
import { failOnSourceError, failUnavailable } from './fail.ts';

type Key = Record<string, string>;

interface Read<Table extends TableVariable, IsList extends boolean> {
  table: Table;
  keys: Key[];
  isList: IsList;
}

/** The reads of one batch by name. DynamoDB refuses a batch that contains a key twice. */
type Reads = Record<string, Read<TableVariable, boolean>>;

/** The items by the names of their reads; null for a key without an item. */
export type Found<Batch extends Reads> = {
  [Name in keyof Batch]: Batch[Name] extends Read<infer Table, infer IsList>
    ? IsList extends true
      ? (Rows[Table] | null)[]
      : Rows[Table] | null
    : never;
};

interface BatchResult {
  data: Record<string, unknown[]>;
  unprocessedKeys?: Record<string, unknown[]> | null;
}

export const one = <Table extends TableVariable>(table: Table, key: Key): Read<Table, false> => ({
  table,
  keys: [key],
  isList: false,
});

export const many = <Table extends TableVariable>(table: Table, keys: Key[]): Read<Table, true> => ({
  table,
  keys,
  isList: true,
});

/** Reads items of several tables in one BatchGetItem: `foundItems` takes the same reads in the response. */
export const batchGet = (
  ctx: Pick<Context, 'env'>,
  reads: Reads,
  consistentRead = true,
): DynamoDBBatchGetItemRequest => {
  const tables: DynamoDBBatchGetItemRequest['tables'] = {};
  for (const read of Object.values(reads)) {
    const table = env(ctx, read.table);
    const keys = read.keys.map((key) => util.dynamodb.toMapValues(key));
    if (keys.length > 0) tables[table] = { keys: [...(tables[table]?.keys ?? []), ...keys], consistentRead };
  }
  return { operation: 'BatchGetItem', tables };
};

/** An unprocessed key does not mean that the item is absent, and AppSync does not retry. */
const assertProcessed = ({ unprocessedKeys }: BatchResult): void => {
  for (const keys of Object.values(unprocessedKeys ?? {})) {
    if (keys.length > 0) failUnavailable();
  }
};

/** AppSync returns the items of each table in the order of its keys, with null for a missing item. */
const toFound = <Batch extends Reads>(ctx: Pick<Context, 'env'>, reads: Batch, { data }: BatchResult): Found<Batch> => {
  const taken: Record<string, number> = {};
  const found: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(reads)) {
    const table = env(ctx, read.table);
    const start = taken[table] ?? 0;
    const end = start + read.keys.length;
    const items = (data[table] ?? []).slice(start, end);
    found[name] = read.isList ? items : (items[0] ?? null);
    taken[table] = end;
  }
  return found as Found<Batch>;
};

/** The items of a `batchGet` with these reads. */
export const foundItems = <Batch extends Reads>(
  ctx: Pick<Context, 'env' | 'error' | 'info'> & { readonly result: BatchResult },
  reads: Batch,
): Found<Batch> => {
  failOnSourceError(ctx);
  assertProcessed(ctx.result);
  return toFound(ctx, reads, ctx.result);
};
