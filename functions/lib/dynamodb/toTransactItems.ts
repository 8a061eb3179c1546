import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { TableAction } from '../../../domain/TableAction.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const reservedWords = ['role', 'name', 'status'];

/** DynamoDB refuses names and values that are empty or not used. */
const toExpressions = (action: TableAction) => {
  const { condition } = action;
  const update = action.operation === 'UpdateItem' ? action.update : undefined;
  const names = reservedWords.filter((word) => `${update?.text ?? ''} ${condition?.text ?? ''}`.includes(`#${word}`));
  const values = { ...update?.values, ...condition?.values };
  return {
    ...(condition && { ConditionExpression: condition.text }),
    ...(names.length > 0 && {
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
};

/**
 * Converts actions to the form that the SDK takes.
 *
 * @param tables the tables' names by their variables
 */
export const toTransactItems = (
  tables: Readonly<Record<string, string>>,
  actions: readonly TableAction[],
): TransactItem[] =>
  actions.map((action) => {
    const TableName = tables[action.table];
    if (TableName === undefined) throw new Error(`There is no table for ${action.table}.`);
    const target = { TableName, ...toExpressions(action) };
    const common = { ...target, Key: action.key };
    switch (action.operation) {
      case 'ConditionCheck':
        return { ConditionCheck: { ...common, ConditionExpression: action.condition.text } };
      case 'DeleteItem':
        return { Delete: common };
      case 'PutItem':
        return { Put: { ...target, Item: { ...action.key, ...action.attributes } } };
      case 'UpdateItem':
        return { Update: { ...common, UpdateExpression: action.update.text } };
    }
  });
