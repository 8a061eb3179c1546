import { compareValues } from './compareValues.ts';
import type { TableCatalog } from './createTableCatalog.ts';
import type { ServiceCall } from './Gate.ts';
import { keyConditionsOf, type KeyCondition } from './keyConditions.ts';
import { itemOf, textOf, type WireValue } from './wireForm.ts';

/** Texts that people report: https://github.com/floci-io/floci/issues/3322 */
const outside = 'The provided starting key is outside query boundaries based on provided conditions';
const notInRange = 'The provided starting key does not match the range key predicate';

/**
 * What DynamoDB refuses in the key condition and the start key of a Query, and the engine takes: values of another type
 * than the key's, empty values, and a start key that the condition does not match, after which the engine reads on from
 * the sort key alone.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
 */
export function keyConditionFault(call: ServiceCall, catalog: TableCatalog): string | undefined {
  if (call.operation !== 'Query') return undefined;
  const { input } = call;
  const table = catalog.nameOf(textOf(input['TableName']) ?? '');
  const conditions = keyConditionsOf(input);
  for (const { attribute, values } of conditions) {
    const type = catalog.keyTypeOf(table, attribute);
    const fault = values.map((value) => valueFault(value, attribute, type)).find((one) => one !== undefined);
    if (fault !== undefined) return fault;
  }
  return startKeyFault(call, conditions, catalog.partitionKeyOf(table, textOf(input['IndexName'])));
}

function valueFault(value: WireValue, attribute: string, type: string | undefined): string | undefined {
  if (type === undefined) return undefined;
  if (value[type] === undefined) {
    return 'One or more parameter values were invalid: Condition parameter type does not match schema type';
  }
  if (value[type] !== '') return undefined;
  const what = type === 'B' ? 'binary' : 'string';
  return `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${what} value. Key: ${attribute}`;
}

function startKeyFault(
  { input }: ServiceCall,
  conditions: readonly KeyCondition[],
  partitionKey: string | undefined,
): string | undefined {
  if (input['ExclusiveStartKey'] === undefined) return undefined;
  const start = itemOf(input['ExclusiveStartKey']);
  const missed = conditions.find(({ attribute, operator, values }) => {
    const value = start[attribute];
    return value !== undefined && !matches(value, operator, values);
  });
  if (missed === undefined) return undefined;
  return missed.attribute === partitionKey ? outside : notInRange;
}

/** Whether a value meets a condition; values of another type are left to the engine. */
function matches(value: WireValue, operator: string, [first = {}, second = {}]: readonly WireValue[]): boolean {
  if (operator === 'begins_with') return beginsWith(value, first);
  const order = compareValues(value, first);
  if (order === undefined) return true;
  if (operator === 'BETWEEN') return order >= 0 && (compareValues(value, second) ?? 0) <= 0;
  const orders: Readonly<Record<string, boolean>> = {
    '=': order === 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  };
  return orders[operator] ?? true;
}

function beginsWith(value: WireValue, prefix: WireValue): boolean {
  const [text, start] = [textOf(value['S']), textOf(prefix['S'])];
  if (text !== undefined && start !== undefined) return text.startsWith(start);
  const [bytes, startBytes] = [textOf(value['B']), textOf(prefix['B'])];
  if (bytes === undefined || startBytes === undefined) return true;
  const wanted = Buffer.from(startBytes, 'base64');
  return Buffer.from(bytes, 'base64').subarray(0, wanted.length).equals(wanted);
}
