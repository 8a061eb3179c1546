/** An update or a condition. `#role`, `#name` and `#status` stand for attributes whose names are reserved. */
export interface TableExpression {
  text: string;
  values?: Record<string, unknown>;
}

/**
 * One action of a DynamoDB transaction, in words of its own: resolvers/lib/toTransactItems.ts and
 * functions/lib/dynamodb/toTransactItems.ts say it to AppSync and to the SDK. The values of an update and of its condition have
 * different names, because the SDK takes them together.
 */
export interface TableAction {
  /** The variable that holds the table's name: infra/tables.ts. */
  table: string;
  operation: 'ConditionCheck' | 'DeleteItem' | 'UpdateItem';
  key: Record<string, string>;
  update?: TableExpression;
  condition?: TableExpression;
}
