import type { TableName } from './tables.ts';

/** Every data-plane action that somebody here may be granted. `Scan` is not among them. */
export type TableAction =
  'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** Exactly what a role may do on a table, or on one of its indexes. */
export interface TableGrant {
  readonly table: TableName;
  readonly index?: string;
  readonly actions: readonly TableAction[];
}

export const on = (table: TableName, ...actions: readonly TableAction[]): TableGrant => ({ table, actions });
export const onIndex = (table: TableName, index: string): TableGrant => ({ table, index, actions: ['Query'] });
