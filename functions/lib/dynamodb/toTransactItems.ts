import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { TableAction } from '../../../domain/TableAction.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const reservedWords = ['role', 'name', 'status'];

/** DynamoDB refuses names and values that are empty or not used. */
const toExpressions = ({ update, condition }: TableAction) => {
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
 * The actions as the SDK takes them.
 *
 * @param tables the names of the tables by their variables
 */
export const toTransactItems = (
  tables: Readonly<Record<string, string>>,
  actions: readonly TableAction[],
): TransactItem[] =>
  actions.map((action) => {
    const TableName = tables[action.table];
    if (TableName === undefined) throw new Error(`There is no table for ${action.table}.`);
    const common = { TableName, Key: action.key, ...toExpressions(action) };
    switch (action.operation) {
      case 'ConditionCheck':
        return { ConditionCheck: { ...common, ConditionExpression: action.condition?.text } };
      case 'DeleteItem':
        return { Delete: common };
      case 'UpdateItem':
        return { Update: { ...common, UpdateExpression: action.update?.text } };
    }
  });
