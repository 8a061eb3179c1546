import { util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';
import { failOnSourceError } from './failOnSourceError.ts';

/** Keys by the variable that holds their table's name. */
type Keys = Record<string, Record<string, string>[]>;

/** One consistent read of items of several tables. */
export const tableReads = (ctx: Context, keys: Keys): DynamoDBBatchGetItemRequest => {
  const tables: DynamoDBBatchGetItemRequest['tables'] = {};
  for (const [variable, tableKeys] of Object.entries(keys)) {
    tables[ctx.env[variable] as string] = {
      keys: tableKeys.map((key) => util.dynamodb.toMapValues(key)),
      consistentRead: true,
    };
  }
  return { operation: 'BatchGetItem', tables };
};

/** Its items by those variables, in the order of the keys; null where there is none. */
export const tableItems = (ctx: Context, variables: readonly string[]): Record<string, unknown[]> => {
  failOnSourceError(ctx);
  const { data, unprocessedKeys } = ctx.result as {
    data: Record<string, unknown[]>;
    unprocessedKeys?: Record<string, unknown[]> | null;
  };
  const items: Record<string, unknown[]> = {};
  for (const variable of variables) {
    const table = ctx.env[variable] as string;
    // An unprocessed key is not an absent item, and AppSync does not ask again.
    if ((unprocessedKeys?.[table] ?? []).length > 0) {
      fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
    }
    items[variable] = data[table] ?? [];
  }
  return items;
};
