import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';

interface BatchResult<Item> {
  data: Record<string, (Item | null)[]>;
  unprocessedKeys?: Record<string, unknown[]> | null;
}

/**
 * One table's items of a BatchGetItem, in the order of its keys. An unprocessed key is not an absent item, and AppSync
 * does not ask again: then the whole answer is `Unavailable`.
 */
export const wholeBatch = <Item>(ctx: Context, table: string): (Item | null)[] => {
  const { data, unprocessedKeys } = ctx.result as BatchResult<Item>;
  if ((unprocessedKeys?.[table] ?? []).length > 0) {
    fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
  }
  return data[table] ?? [];
};
