import { isRecord } from '../assembly/isRecord.ts';

/** https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html */
const MAX_GROUPS = 10;
const MAX_FIELDS = 5;
const MAX_NESTING = 5;
const MAX_IN_VALUES = 5;
const MAX_CONTAINS_ANY_VALUES = 20;
const MAX_CHARACTERS = 256;

type Fault = string | undefined;
type CheckValue = (value: unknown) => boolean;

const isText: CheckValue = (value) => typeof value === 'string' && value.length <= MAX_CHARACTERS;
const isNumber: CheckValue = (value) => typeof value === 'number';
const isOrdered: CheckValue = (value) => isText(value) || isNumber(value);
const isScalar: CheckValue = (value) => isOrdered(value) || typeof value === 'boolean';
const isListOf =
  (max: number, min = 0): CheckValue =>
  (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(isOrdered);

const OPERATORS: ReadonlyMap<string, CheckValue> = new Map([
  ['eq', isScalar],
  ['ne', isScalar],
  ['le', isOrdered],
  ['lt', isOrdered],
  ['ge', isOrdered],
  ['gt', isOrdered],
  ['between', isListOf(2, 2)],
  ['in', isListOf(MAX_IN_VALUES)],
  ['notIn', isListOf(MAX_IN_VALUES)],
  ['beginsWith', isText],
  ['contains', isOrdered],
  ['notContains', isOrdered],
  ['containsAny', isListOf(MAX_CONTAINS_ANY_VALUES)],
]);

/** What is wrong with a filter of `extensions.setSubscriptionFilter`, in one sentence; AppSync's own texts are unknown. */
export function findFilterFault(filter: unknown): Fault {
  if (!isRecord(filter) || !Array.isArray(filter['filterGroup']))
    return 'A subscription filter has a list filterGroup.';
  const groups: unknown[] = filter['filterGroup'];
  const alternatives = groups.reduce<number>((sum, group) => sum + countAlternatives(group), 0);
  if (alternatives > MAX_GROUPS)
    return `A subscription filter has at most ${String(MAX_GROUPS)} filters; "in" counts for each value.`;
  return firstFault(groups, findGroupFault);
}

function findGroupFault(group: unknown): Fault {
  if (!isRecord(group) || !Array.isArray(group['filters']) || group['filters'].length === 0) {
    return 'A filter group has a list filters.';
  }
  const filters: unknown[] = group['filters'];
  const names = new Set(filters.map((filter) => (isRecord(filter) ? filter['fieldName'] : undefined)));
  if (names.size > MAX_FIELDS) return `A filter group names at most ${String(MAX_FIELDS)} different fields.`;
  return firstFault(filters, findConditionFault);
}

function findConditionFault(condition: unknown): Fault {
  if (!isRecord(condition)) return 'A filter is an object of fieldName, operator and value.';
  const { fieldName, operator, value } = condition;
  if (typeof fieldName !== 'string' || fieldName === '') return 'A filter has a fieldName.';
  if (fieldName.split('.').length > MAX_NESTING) return `The fieldName ${fieldName} is nested more than 5 levels deep.`;
  const check = typeof operator === 'string' ? OPERATORS.get(operator) : undefined;
  if (check === undefined) return `${String(operator)} is not a filter operator.`;
  return check(value)
    ? undefined
    : `The value of the filter on ${fieldName} does not fit the operator ${String(operator)}.`;
}

/** `in` is kept as one condition per value, so it multiplies its group. */
function countAlternatives(group: unknown): number {
  const filters: unknown[] = isRecord(group) && Array.isArray(group['filters']) ? group['filters'] : [];
  return filters.reduce<number>((product, filter) => {
    if (!isRecord(filter) || filter['operator'] !== 'in' || !Array.isArray(filter['value'])) return product;
    return product * Math.max(1, filter['value'].length);
  }, 1);
}

function firstFault(items: readonly unknown[], find: (item: unknown) => Fault): Fault {
  for (const item of items) {
    const fault = find(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
