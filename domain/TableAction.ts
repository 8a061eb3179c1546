import type { TableVariable } from './items.ts';

/** An update or a condition. `#role`, `#name` and `#status` stand for attributes whose names are reserved. */
export interface TableExpression {
  text: string;
  values?: Record<string, unknown>;
}

interface Target {
  table: TableVariable;
  key: Record<string, string>;
}

/**
 * One action of a DynamoDB transaction, neutral between AppSync and the SDK: resolvers/lib/toTransaction.ts and
 * functions/lib/dynamodb/toTransactItems.ts convert it. The values of an update and of its condition have different
 * names, because the SDK takes them together.
 */
export type TableAction =
  | (Target & { operation: 'ConditionCheck'; condition: TableExpression })
  | (Target & { operation: 'DeleteItem'; condition?: TableExpression })
  /** `attributes` does not contain the key. */
  | (Target & { operation: 'PutItem'; attributes: Record<string, unknown>; condition: TableExpression })
  | (Target & { operation: 'UpdateItem'; update: TableExpression; condition?: TableExpression });
