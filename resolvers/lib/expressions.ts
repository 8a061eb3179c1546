import { util, type DynamoDBExpression } from '@aws-appsync/utils';

type TypedValues = NonNullable<DynamoDBExpression['expressionValues']>;

interface Expression {
  expression: string;
  expressionNames?: Record<string, string>;
  expressionValues?: TypedValues;
}

const reservedWords = ['role', 'name', 'status'];

const toExpression = (text: string, values: Record<string, unknown> | undefined): Expression => {
  const expression: Expression = { expression: text };
  const names: Record<string, string> = {};
  for (const name of reservedWords) if (text.indexOf(`#${name}`) !== -1) names[`#${name}`] = name;
  // DynamoDB refuses names and values that are empty or not used.
  if (Object.keys(names).length > 0) expression.expressionNames = names;
  if (values) expression.expressionValues = util.dynamodb.toMapValues(values);
  return expression;
};

/** An update of a transaction. `#role`, `#name` and `#status` stand for the attributes, whose names are reserved. */
export const toUpdate = (text: string, values?: Record<string, unknown>): Expression => toExpression(text, values);

/** A condition of a transaction, in the same words. What failed is read again, so the item is not asked for. */
export const toCondition = (
  text: string,
  values?: Record<string, unknown>,
): Expression & { returnValuesOnConditionCheckFailure: false } =>
  Object.assign(toExpression(text, values), { returnValuesOnConditionCheckFailure: false as const });
