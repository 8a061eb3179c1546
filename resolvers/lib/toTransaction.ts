import {
  util,
  type Context,
  type DynamoDBExpression,
  type DynamoDBTransactWriteItemsRequest,
} from '@aws-appsync/utils';
import type { TableAction, TableExpression } from '../../domain/TableAction.ts';
import { env } from './env.ts';

type TransactItem = DynamoDBTransactWriteItemsRequest['transactItems'][number];

const reservedWords = ['role', 'name', 'status'];

const toExpression = ({ text, values }: TableExpression): DynamoDBExpression => {
  const expression: DynamoDBExpression = { expression: text };
  const names: Record<string, string> = {};
  for (const name of reservedWords) if (text.indexOf(`#${name}`) !== -1) names[`#${name}`] = name;
  // DynamoDB refuses empty and unused names and values.
  if (Object.keys(names).length > 0) expression.expressionNames = names;
  if (values) expression.expressionValues = util.dynamodb.toMapValues(values);
  return expression;
};

/** The item is not requested: after a failed condition, the pipeline reads again. */
const toCondition = (condition: TableExpression) =>
  Object.assign(toExpression(condition), { returnValuesOnConditionCheckFailure: false as const });

const toTransactItem = (ctx: Context, action: TableAction): TransactItem => {
  const target = { table: env(ctx, action.table), key: util.dynamodb.toMapValues(action.key) };
  const condition = action.condition ? { condition: toCondition(action.condition) } : {};
  if (action.operation === 'PutItem') {
    const attributeValues = util.dynamodb.toMapValues(action.attributes);
    return { ...target, ...condition, operation: 'PutItem', attributeValues };
  }
  if (action.operation === 'UpdateItem') {
    return { ...target, ...condition, operation: 'UpdateItem', update: toExpression(action.update) };
  }
  return { ...target, ...condition, operation: action.operation };
};

/** Converts actions to a request of AppSync's DynamoDB data source. */
export const toTransaction = (ctx: Context, actions: TableAction[]): DynamoDBTransactWriteItemsRequest => ({
  operation: 'TransactWriteItems',
  transactItems: actions.map((action) => toTransactItem(ctx, action)),
});
