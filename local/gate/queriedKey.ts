import { toRecord } from '../base/json.ts';
import type { TableCatalog } from './createTableCatalog.ts';
import type { ServiceCall } from './Gate.ts';
import { itemOf, textOf } from './wireForm.ts';

/** The value that a Query sets equal to the partition key of its table or index. */
export function queriedKey({ input }: ServiceCall, catalog: TableCatalog): unknown {
  const partitionKey = partitionKeyOf(input, catalog);
  const names = toRecord(input['ExpressionAttributeNames']);
  const condition = textOf(input['KeyConditionExpression']) ?? '';
  for (const [, name = '', value = ''] of condition.matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g)) {
    if ((names[name] ?? name) === partitionKey) return toRecord(input['ExpressionAttributeValues'])[value];
  }
  return undefined;
}

/**
 * Whether a Query begins in a partition that is not its own. DynamoDB refuses that; engines read on from the sort key.
 * https://github.com/scylladb/scylladb/issues/26988
 */
export function startsOutside(call: ServiceCall, catalog: TableCatalog): boolean {
  const start = call.input['ExclusiveStartKey'];
  if (call.operation !== 'Query' || start === undefined) return false;
  const partition = itemOf(start)[partitionKeyOf(call.input, catalog) ?? ''];
  return JSON.stringify(partition) !== JSON.stringify(queriedKey(call, catalog));
}

function partitionKeyOf(input: ServiceCall['input'], catalog: TableCatalog): string | undefined {
  return catalog.partitionKeyOf(catalog.nameOf(textOf(input['TableName']) ?? ''), textOf(input['IndexName']));
}
