import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';

/**
 * An enhanced filter as `extensions.setSubscriptionFilter` takes it: groups are alternatives, the filters of one
 * group hold together. https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html
 */
export interface SubscriptionFilter {
  readonly filterGroup: readonly FilterGroup[];
}

export interface FilterGroup {
  readonly filters: readonly FieldFilter[];
}

export interface FieldFilter {
  /** Path into the mutation's response, e.g. `recipientIds` or `message.senderId`. */
  readonly fieldName: string;
  readonly operator: FilterOperator;
  readonly value: FilterScalar | readonly (string | number)[];
}

export type FilterScalar = string | number | boolean;

/** The filter is not one that AppSync takes; the message says what is wrong. */
export class InvalidSubscriptionFilterError extends Error {
  override readonly name = 'InvalidSubscriptionFilterError';
}

const operators = [
  'eq',
  'ne',
  'le',
  'lt',
  'ge',
  'gt',
  'in',
  'notIn',
  'contains',
  'notContains',
  'beginsWith',
  'containsAny',
  'between',
] as const;

export type FilterOperator = (typeof operators)[number];

/** https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html */
const limits = { alternatives: 10, fieldNames: 5, nesting: 5, inValues: 5, containsAnyValues: 20, stringLength: 256 };

/**
 * Checks a filter's shape and limits.
 *
 * @throws InvalidSubscriptionFilterError for a filter outside AppSync's documented form and limits.
 * @throws UnsupportedFeatureError for a filter without conditions, whose effect on AppSync is not documented.
 */
export function assertSubscriptionFilter(filter: unknown): SubscriptionFilter {
  if (filter === null || filter === undefined || isEmpty(filter)) {
    throw new UnsupportedFeatureError('a null or empty subscription filter');
  }
  const groups = membersOf(filter, ['filterGroup'], 'The filter')['filterGroup'];
  if (!Array.isArray(groups)) throw new InvalidSubscriptionFilterError('filterGroup must be a list.');
  if (groups.length === 0) throw new UnsupportedFeatureError('a subscription filter with an empty filterGroup');
  const filterGroup = groups.map(toFilterGroup);
  const alternatives = filterGroup.reduce((sum, group) => sum + alternativesOf(group), 0);
  if (alternatives > limits.alternatives) {
    throw new InvalidSubscriptionFilterError(
      `The filterGroup has ${alternatives} filters; ${limits.alternatives} are allowed.`,
    );
  }
  return { filterGroup };
}

function toFilterGroup(group: unknown): FilterGroup {
  const list = membersOf(group, ['filters'], 'An element of filterGroup')['filters'];
  if (!Array.isArray(list)) throw new InvalidSubscriptionFilterError('filters must be a list.');
  if (list.length === 0) throw new UnsupportedFeatureError('a subscription filter with an empty list of filters');
  const filters = list.map(toFieldFilter);
  const fieldNames = new Set(filters.map(({ fieldName }) => fieldName));
  if (fieldNames.size > limits.fieldNames) {
    throw new InvalidSubscriptionFilterError(
      `A list of filters names ${fieldNames.size} fields; ${limits.fieldNames} are allowed.`,
    );
  }
  return { filters };
}

function toFieldFilter(filter: unknown): FieldFilter {
  const members = membersOf(filter, ['fieldName', 'operator', 'value'], 'A filter');
  const fieldName = toFieldName(members['fieldName']);
  const operator = operators.find((known) => known === members['operator']);
  if (operator === undefined) {
    throw new InvalidSubscriptionFilterError(
      `${JSON.stringify(members['operator'])} is no operator; allowed are ${operators.join(', ')}.`,
    );
  }
  return { fieldName, operator, value: valueOf[operator](operator, members['value']) };
}

function toFieldName(fieldName: unknown): string {
  if (typeof fieldName !== 'string' || fieldName.length === 0 || fieldName.length > limits.stringLength) {
    throw new InvalidSubscriptionFilterError(`fieldName must be a string of 1 to ${limits.stringLength} characters.`);
  }
  const levels = fieldName.split('.');
  if (levels.includes('') || levels.length > limits.nesting) {
    throw new InvalidSubscriptionFilterError(
      `fieldName '${fieldName}' must be 1 to ${limits.nesting} names joined by dots.`,
    );
  }
  return fieldName;
}

const valueOf: Readonly<Record<FilterOperator, (operator: FilterOperator, value: unknown) => FieldFilter['value']>> = {
  eq: toScalar,
  ne: toScalar,
  le: toStringOrNumber,
  lt: toStringOrNumber,
  ge: toStringOrNumber,
  gt: toStringOrNumber,
  contains: toStringOrNumber,
  notContains: toStringOrNumber,
  beginsWith: toPrefix,
  in: (operator, value) => toList(operator, value, { least: 1, most: limits.inValues }),
  notIn: (operator, value) => toList(operator, value, { least: 1, most: limits.inValues }),
  containsAny: (operator, value) => toList(operator, value, { least: 1, most: limits.containsAnyValues }),
  between: toBounds,
};

function toScalar(operator: FilterOperator, value: unknown): FilterScalar {
  return typeof value === 'boolean' ? value : toStringOrNumber(operator, value);
}

function toPrefix(operator: FilterOperator, value: unknown): string | number {
  if (typeof value !== 'string') throw new InvalidSubscriptionFilterError('beginsWith takes a string.');
  return toStringOrNumber(operator, value);
}

function toBounds(operator: FilterOperator, value: unknown): readonly (string | number)[] {
  const bounds = toList(operator, value, { least: 2, most: 2 });
  if (typeof bounds[0] !== typeof bounds[1]) {
    throw new InvalidSubscriptionFilterError('between takes two strings or two numbers.');
  }
  return bounds;
}

function toList(
  operator: FilterOperator,
  value: unknown,
  size: { least: number; most: number },
): readonly (string | number)[] {
  if (!Array.isArray(value) || value.length < size.least || value.length > size.most) {
    throw new InvalidSubscriptionFilterError(`${operator} takes a list of ${size.least} to ${size.most} values.`);
  }
  return value.map((item) => toStringOrNumber(operator, item));
}

function toStringOrNumber(operator: FilterOperator, value: unknown): string | number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'string') {
    throw new InvalidSubscriptionFilterError(`${operator} does not take the value ${JSON.stringify(value)}.`);
  }
  if (value.length > limits.stringLength) {
    throw new InvalidSubscriptionFilterError(`A filter's strings hold at most ${limits.stringLength} characters.`);
  }
  return value;
}

/**
 * `in` counts once per value, as AppSync is said to expand it. That several `in` of one group multiply, as in a
 * disjunctive normal form, is unconfirmed; it is the stricter reading.
 */
function alternativesOf(group: FilterGroup): number {
  return group.filters.reduce(
    (product, { operator, value }) => (operator === 'in' && Array.isArray(value) ? product * value.length : product),
    1,
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function membersOf(value: unknown, names: readonly string[], what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidSubscriptionFilterError(`${what} must be an object with ${names.join(', ')}.`);
  }
  const unknown = Object.keys(value).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new InvalidSubscriptionFilterError(`${what} must not have ${unknown.join(', ')}.`);
  return Object.fromEntries(Object.entries(value));
}
