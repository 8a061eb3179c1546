import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { FieldFilter, FilterOperator, SubscriptionFilter } from '../api/run/SubscriptionFilter.ts';
import { fieldValue, type FieldValue } from './fieldValue.ts';

/**
 * Whether a message passes an enhanced filter: all filters of at least one group.
 *
 * Strings, numbers and booleans are never converted into each other, and case counts.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 *
 * @throws UnsupportedFeatureError for a negative operator on a list: on AppSync `notContains` was seen to let
 *   everything through there, so that a filter meant to withhold messages gives them away.
 */
export function matchesFilter(filter: SubscriptionFilter, message: unknown): boolean {
  return filter.filterGroup.some(({ filters }) =>
    filters.every((condition) => holds[condition.operator](fieldValue(message, condition.fieldName), condition)),
  );
}

type Test = (value: FieldValue, condition: FieldFilter) => boolean;

const equals: Test = (value, condition) => value === condition.value;

const isIn: Test = (value, condition) => listOf(condition).some((one) => one === value);

const contains: Test = (value, condition) =>
  typeof value === 'string'
    ? typeof condition.value === 'string' && value.includes(condition.value)
    : includesAny(value, [condition.value]);

/** Whether null passes a negative operator is unconfirmed; here it does, as null is not the value asked for. */
const not =
  (test: Test): Test =>
  (value, condition) => {
    if (typeof value === 'object' && value !== null) {
      throw new UnsupportedFeatureError(`the filter ${condition.operator} on the list '${condition.fieldName}'`);
    }
    return !test(value, condition);
  };

const holds: Readonly<Record<FilterOperator, Test>> = {
  eq: equals,
  ne: not(equals),
  le: (value, condition) => ordered(value, condition.value, (a, b) => a <= b),
  lt: (value, condition) => ordered(value, condition.value, (a, b) => a < b),
  ge: (value, condition) => ordered(value, condition.value, (a, b) => a >= b),
  gt: (value, condition) => ordered(value, condition.value, (a, b) => a > b),
  in: isIn,
  notIn: not(isIn),
  contains,
  notContains: not(contains),
  containsAny: (value, condition) => includesAny(value, listOf(condition)),
  beginsWith: (value, condition) =>
    // On AppSync a nested path with beginsWith was seen to match nothing, without an error.
    !condition.fieldName.includes('.') && typeof value === 'string' && value.startsWith(String(condition.value)),
  between: (value, condition) => {
    // Whether the bounds belong to the range is unconfirmed; here they do.
    const [low, high] = listOf(condition);
    return ordered(value, low, (a, b) => a >= b) && ordered(value, high, (a, b) => a <= b);
  },
};

function includesAny(value: FieldValue, wanted: readonly unknown[]): boolean {
  return typeof value === 'object' && value !== null && wanted.some((one) => value.includes(one));
}

function listOf({ value }: FieldFilter): readonly (string | number)[] {
  return typeof value === 'object' ? value : [];
}

type Comparison = (value: string | number, bound: string | number) => boolean;

function ordered(value: FieldValue, bound: unknown, compare: Comparison): boolean {
  if (typeof value === 'string' && typeof bound === 'string') return compare(value, bound);
  return typeof value === 'number' && typeof bound === 'number' && compare(value, bound);
}
