import type { WireItem } from '../../../gate/wireForm.ts';
import type { RequestReader } from './RequestReader.ts';
import { toWireItem } from './typedValues.ts';

/** An expression of a request with its names and values. */
export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, unknown>>;
  readonly values: WireItem;
}

const members = ['expression', 'expressionNames', 'expressionValues'];

/** `alsoAllowed`: what a condition may hold beside its expression. */
export function readExpression(reader: RequestReader, ...alsoAllowed: readonly string[]): Expression {
  reader.accept(...members, ...alsoAllowed);
  const names = reader.optionalObject('expressionNames');
  const values = reader.optionalObject('expressionValues');
  return {
    text: reader.text('expression'),
    names: Object.fromEntries((names?.names() ?? []).map((name) => [name, names?.text(name)])),
    values: values === undefined ? {} : toWireItem(values),
  };
}

/** DynamoDB's parameters for expressions by the name that each has there, e.g. `{ ConditionExpression: … }`. */
export function toParameters(expressions: Readonly<Record<string, Expression | undefined>>): Record<string, unknown> {
  const given = Object.entries(expressions).flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const]));
  const names = Object.fromEntries(given.flatMap(([, one]) => Object.entries(one.names)));
  const values = Object.fromEntries(given.flatMap(([, one]) => Object.entries(one.values)));
  return {
    ...Object.fromEntries(given.map(([name, one]) => [name, one.text])),
    ...(Object.keys(names).length === 0 ? {} : { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  };
}

/** A projection has no values. */
export function readProjection(reader: RequestReader): Expression | undefined {
  const projection = reader.optionalObject('projection');
  return projection === undefined ? undefined : readExpression(projection.accept('expression', 'expressionNames'));
}
