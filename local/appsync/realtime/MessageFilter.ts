import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { FieldFilter, FilterOperator, SubscriptionFilter } from '../api/run/SubscriptionFilter.ts';
import { fieldValue } from './fieldValue.ts';
import { matchesFilter } from './matchesFilter.ts';

/** Decides which messages a subscription gets, and says where an index finds it. */
export interface MessageFilter {
  /** @throws UnsupportedFeatureError where AppSync's behaviour is not known or not safe to rely on. */
  matches(message: unknown): boolean;
  /** A message that matches has at least one of these; null where no such list can be made. */
  readonly keys: readonly IndexKey[] | null;
}

export interface IndexKey {
  readonly fieldName: string;
  /** `is`: the field equals the value. `holds`: it is a list with the value, or a string. */
  readonly relation: 'is' | 'holds';
  readonly value: unknown;
}

export function createEnhancedFilter(filter: SubscriptionFilter): MessageFilter {
  const keysOfGroups = filter.filterGroup.map(({ filters }) => filters.map(keysOf).find((keys) => keys !== null));
  const keys = keysOfGroups.every((keysOfGroup) => keysOfGroup !== undefined) ? keysOfGroups.flat() : null;
  return { keys, matches: (message) => matchesFilter(filter, message) };
}

/** The most arguments of a basic filter in older AWS documentation; whether it still holds is unconfirmed. */
const maxArguments = 5;

/**
 * The filter of a subscription whose resolver set none: each argument equals the response's top-level field of the
 * same name. An explicit null matches only null, an omitted argument everything.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 *
 * @throws UnsupportedFeatureError for arguments that are lists or input objects.
 */
export function createArgumentFilter(given: Readonly<Record<string, unknown>>): MessageFilter {
  const wanted = Object.entries(given).filter(([, value]) => value !== undefined);
  if (wanted.length > maxArguments) {
    throw new UnsupportedFeatureError(`a subscription filter of more than ${maxArguments} arguments`);
  }
  const structured = wanted.find(([, value]) => typeof value === 'object' && value !== null);
  if (structured !== undefined) {
    throw new UnsupportedFeatureError(`the list or object '${structured[0]}' as a subscription's argument filter`);
  }
  const [key] = wanted.filter(([, value]) => value !== null);
  return {
    keys: key === undefined ? null : [{ fieldName: key[0], relation: 'is', value: key[1] }],
    matches: (message) => wanted.every(([name, value]) => fieldValue(message, name) === value),
  };
}

/** The operators that only a message with a given value in the field can pass. */
const relations: Readonly<Partial<Record<FilterOperator, IndexKey['relation']>>> = {
  eq: 'is',
  in: 'is',
  contains: 'holds',
  containsAny: 'holds',
};

function keysOf({ fieldName, operator, value }: FieldFilter): readonly IndexKey[] | null {
  const relation = relations[operator];
  const values: readonly unknown[] = typeof value === 'object' ? value : [value];
  return relation === undefined ? null : values.map((one) => ({ fieldName, relation, value: one }));
}
