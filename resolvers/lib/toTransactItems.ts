import { util, type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import type { TableAction } from '../../domain/TableAction.ts';
import { toCondition, toUpdate } from './expressions.ts';

type TransactItem = DynamoDBTransactWriteItemsRequest['transactItems'][number];

const toTransactItem = (ctx: Context, { table, operation, key, update, condition }: TableAction): TransactItem => {
  const item: Record<string, unknown> = {
    table: ctx.env[table],
    operation,
    key: util.dynamodb.toMapValues(key),
  };
  if (update) item['update'] = toUpdate(update.text, update.values);
  if (condition) item['condition'] = toCondition(condition.text, condition.values);
  return item as unknown as TransactItem;
};

/** The actions as AppSync's DynamoDB data source takes them. */
export const toTransactItems = (ctx: Context, actions: TableAction[]): TransactItem[] =>
  actions.map((action) => toTransactItem(ctx, action));
