import { toRecord } from '../base/json.ts';
import type { Stack } from '../template/Stack.ts';
import { elementsOf, textOf, type WireItem } from './wireForm.ts';

/** What the stack says of its tables, for whoever reads calls on them. */
export interface TableCatalog {
  /** The API takes a table's ARN wherever it takes its name. */
  nameOf(nameOrArn: string): string;
  arnOf(table: string): string;
  /** The key attributes of an item; empty for a table that the stack does not have. */
  keyOf(table: string, item: WireItem): WireItem;
  /** Partition key of the table, or of its index. */
  partitionKeyOf(table: string, index?: string): string | undefined;
  /** `S`, `N` or `B` of an attribute that is part of a key of the table or of an index. */
  keyTypeOf(table: string, attribute: string): string | undefined;
}

interface TableKeys {
  readonly names: readonly string[];
  readonly partitionKey: string | undefined;
  readonly indexes: ReadonlyMap<string, string | undefined>;
  readonly types: ReadonlyMap<string, string>;
}

export function createTableCatalog(stack: Stack): TableCatalog {
  const resources = [...stack.resourcesOf('AWS::DynamoDB::Table'), ...stack.resourcesOf('AWS::DynamoDB::GlobalTable')];
  const tables = new Map(resources.map((resource) => [resource.ref, keysOf(resource.properties)]));
  const prefix = `arn:aws:dynamodb:${stack.region}:${stack.accountId}:table/`;
  return {
    nameOf: (nameOrArn) => (nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn),
    arnOf: (table) => `${prefix}${table}`,
    keyOf: (table, item) => {
      const names = tables.get(table)?.names ?? [];
      return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
    },
    partitionKeyOf: (table, index) => {
      const keys = tables.get(table);
      return index === undefined ? keys?.partitionKey : keys?.indexes.get(index);
    },
    keyTypeOf: (table, attribute) => tables.get(table)?.types.get(attribute),
  };
}

function keysOf(properties: Readonly<Record<string, unknown>>): TableKeys {
  const indexes = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].flatMap((name) => elementsOf(properties[name]));
  const definitions = elementsOf(properties['AttributeDefinitions']).map(toRecord);
  return {
    types: new Map(definitions.map((one) => [textOf(one['AttributeName']) ?? '', textOf(one['AttributeType']) ?? ''])),
    names: elementsOf(properties['KeySchema']).flatMap((element) => textOf(toRecord(element)['AttributeName']) ?? []),
    partitionKey: partitionKeyIn(properties['KeySchema']),
    indexes: new Map(
      indexes.map(toRecord).map((index) => [textOf(index['IndexName']) ?? '', partitionKeyIn(index['KeySchema'])]),
    ),
  };
}

function partitionKeyIn(keySchema: unknown): string | undefined {
  const element = elementsOf(keySchema)
    .map(toRecord)
    .find((one) => one['KeyType'] === 'HASH');
  return textOf(element?.['AttributeName']);
}
