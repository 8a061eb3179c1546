import { isList, toList, toRecord, toText } from './arguments.ts';
import { CodeFault } from './CodeFault.ts';

const operators = new Set([
  'eq',
  'ne',
  'le',
  'lt',
  'ge',
  'gt',
  'contains',
  'notContains',
  'beginsWith',
  'in',
  'notIn',
  'between',
  'containsAny',
]);

const maximumListLength: Readonly<Record<string, number>> = { in: 5, notIn: 5, between: 2, containsAny: 20 };

function assertValue(operator: string, value: unknown): void {
  const maximum = maximumListLength[operator];
  const values = maximum === undefined ? [value] : toList(value, `the value of ${operator}`);
  if (maximum !== undefined && values.length > maximum) {
    throw new CodeFault(`the operator ${operator} has more than ${maximum} values`);
  }
  if (operator === 'between' && values.length !== 2) throw new CodeFault('the operator between has two values');
  for (const single of values) {
    if (isList(single) || (typeof single === 'object' && single !== null)) {
      throw new CodeFault(`the operator ${operator} compares with no object`);
    }
    if (typeof single === 'string' && single.length > 256) {
      throw new CodeFault('a string in a filter has more than 256 characters');
    }
  }
}

function assertFilters(filters: readonly unknown[]): void {
  const fieldNames = new Set<string>();
  for (const filter of filters) {
    const { fieldName, operator, value } = toRecord(filter, 'a filter');
    const name = toText(fieldName, 'fieldName');
    if (name.split('.').length > 5) throw new CodeFault(`the field ${name} is more than 5 levels deep`);
    fieldNames.add(name);
    const operatorName = toText(operator, 'operator');
    if (!operators.has(operatorName)) throw new CodeFault(`a filter has no operator ${operatorName}`);
    assertValue(operatorName, value);
  }
  if (fieldNames.size > 5) throw new CodeFault('a filter group has more than 5 fields');
}

/**
 * Faults for a filter beyond the documented limits; how AWS answers one is unconfirmed.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export function assertSubscriptionFilter(filter: unknown): unknown {
  if (filter === null) return null;
  const groups = toList(toRecord(filter, 'the subscription filter')['filterGroup'], 'filterGroup');
  if (groups.length > 10) throw new CodeFault('a subscription filter has more than 10 groups');
  for (const group of groups) assertFilters(toList(toRecord(group, 'a filter group')['filters'], 'filters'));
  return filter;
}
