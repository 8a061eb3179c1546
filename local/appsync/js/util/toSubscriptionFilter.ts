import { isRecord } from '../../../base/json.ts';
import { isAbsent, isList, toList, toText } from '../handler/arguments.ts';
import type { HostFunction } from '../handler/HostFunctions.ts';

interface Filter {
  readonly fieldName: string;
  readonly operator: string;
  readonly value: unknown;
}

/** Filters that must all hold. */
type Group = readonly Filter[];

/** A filter object of another form than the documented one. */
class UnreadableFilter extends Error {}

/** Every choice of one group from each list, the first list varying slowest. A list of none has no say. */
function combine(lists: readonly (readonly Group[])[]): readonly Group[] {
  return lists
    .filter((groups) => groups.length > 0)
    .reduce<readonly Group[]>(
      (choices, groups) => choices.flatMap((choice) => groups.map((group) => [...choice, ...group])),
      [[]],
    );
}

function toAlternatives(fieldName: string, operators: unknown): readonly Group[] {
  if (!isRecord(operators)) throw new UnreadableFilter();
  return Object.entries(operators).map(([operator, value]) => [{ fieldName, operator, value }]);
}

function toGroups(filter: unknown, ignored: ReadonlySet<string>): readonly Group[] {
  if (!isRecord(filter)) throw new UnreadableFilter();
  const lists = Object.entries(filter).map(([key, value]) => {
    if (key !== 'and' && key !== 'or') return ignored.has(key) ? [] : toAlternatives(key, value);
    if (!isList(value)) throw new UnreadableFilter();
    const members = value.map((member) => toGroups(member, ignored));
    return key === 'and' ? combine(members) : members.flat();
  });
  return combine(lists);
}

/**
 * `util.transform.toSubscriptionFilter(filter, ignoredFields?, rules?)` in disjunctive normal form, as recorded from AWS:
 * operators go through unchecked, at least one rule must hold, null for an object that cannot be read.
 * https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html
 */
export const toSubscriptionFilter: HostFunction = (filter, ignoredFields, rules) => {
  const names = isAbsent(ignoredFields) ? [] : toList(ignoredFields, 'the ignored fields');
  const ignored = new Set(names.map((name) => toText(name, 'an ignored field')));
  try {
    const alternatives = Object.entries(isAbsent(rules) ? {} : rules).flatMap(([fieldName, operators]) =>
      toAlternatives(fieldName, operators),
    );
    const groups = combine([toGroups(filter, ignored), alternatives]);
    return { filterGroup: groups.filter((group) => group.length > 0).map((filters) => ({ filters })) };
  } catch (error) {
    if (error instanceof UnreadableFilter) return null;
    throw error;
  }
};
