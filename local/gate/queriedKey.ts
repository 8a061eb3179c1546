import type { TableCatalog } from './createTableCatalog.ts';
import type { ServiceCall } from './Gate.ts';
import { keyConditionsOf } from './keyConditions.ts';
import { textOf } from './wireForm.ts';

/** The value that a Query sets equal to the partition key of its table or index. */
export function queriedKey({ input }: ServiceCall, catalog: TableCatalog): unknown {
  const table = catalog.nameOf(textOf(input['TableName']) ?? '');
  const partitionKey = catalog.partitionKeyOf(table, textOf(input['IndexName']));
  const conditions = keyConditionsOf(input);
  return conditions.find(({ attribute, operator }) => attribute === partitionKey && operator === '=')?.values[0];
}
