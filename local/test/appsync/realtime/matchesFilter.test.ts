import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldFilter, FilterOperator, SubscriptionFilter } from '../../../appsync/api/run/SubscriptionFilter.ts';
import { FilterIndex } from '../../../appsync/realtime/FilterIndex.ts';
import { matchesFilter } from '../../../appsync/realtime/matchesFilter.ts';
import { createArgumentFilter, createEnhancedFilter } from '../../../appsync/realtime/MessageFilter.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';

const matches = (condition: Omit<FieldFilter, 'fieldName'> & { fieldName?: string }, message: unknown) =>
  matchesFilter({ filterGroup: [{ filters: [{ fieldName: 'field', ...condition }] }] }, message);

describe('matchesFilter', () => {
  it.each<[string, FilterOperator, FieldFilter['value'], unknown, boolean]>([
    ['an equal string', 'eq', 'a', 'a', true],
    ['a string of another case', 'eq', 'a', 'A', false],
    ['a number for a string', 'eq', '1', 1, false],
    ['null', 'eq', 'a', null, false],
    ['another value', 'ne', 'a', 'b', true],
    ['null beside ne', 'ne', 'a', null, true],
    ['the lower bound', 'between', [1, 3], 1, true],
    ['the upper bound', 'between', [1, 3], 3, true],
    ['a value beyond the bounds', 'between', [1, 3], 4, false],
    ['a later string', 'gt', 'a', 'b', true],
    ['a string beside a number', 'gt', 1, '2', false],
    ['an element', 'contains', 'ana', ['bo', 'ana'], true],
    ['a part of an element', 'contains', 'an', ['ana'], false],
    ['a part of a string', 'contains', 'an', 'ana', true],
    ['a number in a string', 'contains', 1, '123', false],
    ['a list of objects', 'contains', 'ana', [{ id: 'ana' }, 'ana'], false],
    ['one of several elements', 'containsAny', ['x', 'bo'], ['bo'], true],
    ['a string beside containsAny', 'containsAny', ['bo'], 'bo', false],
    ['a listed value', 'in', ['a', 'b'], 'b', true],
    ['a listed value beside notIn', 'notIn', ['a', 'b'], 'b', false],
    ['a beginning', 'beginsWith', 'an', 'ana', true],
    ['a string without the part', 'notContains', 'x', 'ana', true],
    ['an object', 'eq', 'a', { a: 'a' }, false],
  ])('decides on %s (%s)', (...[, operator, value, field, expected]) => {
    expect(matches({ operator, value }, { field })).toBe(expected);
  });

  it('follows a path through objects, and not through lists or prototypes', () => {
    expect(matches({ operator: 'eq', value: 'ana', fieldName: 'message.sender' }, { message: { sender: 'ana' } })).toBe(
      true,
    );
    expect(
      matches({ operator: 'eq', value: 'ana', fieldName: 'message.sender' }, { message: [{ sender: 'ana' }] }),
    ).toBe(false);
    expect(matches({ operator: 'eq', value: 'Object', fieldName: 'constructor.name' }, {})).toBe(false);
  });

  it('matches nothing by beginsWith on a nested path, as AppSync was seen to', () => {
    expect(
      matches({ operator: 'beginsWith', value: 'an', fieldName: 'message.sender' }, { message: { sender: 'ana' } }),
    ).toBe(false);
  });

  it.each<FilterOperator>(['ne', 'notContains'])('refuses %s on a list', (operator) => {
    expect(() => matches({ operator, value: 'ana' }, { field: ['bo'] })).toThrow(UnsupportedFeatureError);
  });

  it('asks for all filters of a group and for one group', () => {
    const filter: SubscriptionFilter = {
      filterGroup: [
        {
          filters: [
            { fieldName: 'a', operator: 'eq', value: 1 },
            { fieldName: 'b', operator: 'eq', value: 2 },
          ],
        },
        { filters: [{ fieldName: 'c', operator: 'eq', value: 3 }] },
      ],
    };

    expect(matchesFilter(filter, { a: 1, b: 2 })).toBe(true);
    expect(matchesFilter(filter, { a: 1, b: 3 })).toBe(false);
    expect(matchesFilter(filter, { a: 1, c: 3 })).toBe(true);
  });
});

describe('createArgumentFilter', () => {
  it('compares each argument with the top-level field of its name', () => {
    const filter = createArgumentFilter({ to: 'ana', seq: 1 });

    expect(filter.matches({ to: 'ana', seq: 1, text: 'x' })).toBe(true);
    expect(filter.matches({ to: 'ana', seq: 2 })).toBe(false);
    expect(filter.matches({ message: { to: 'ana', seq: 1 } })).toBe(false);
  });

  it('lets everything through without arguments and only null for an explicit null', () => {
    expect(createArgumentFilter({}).matches({ to: 'ana' })).toBe(true);
    expect(createArgumentFilter({ to: null }).matches({ to: 'ana' })).toBe(false);
    expect(createArgumentFilter({ to: null }).matches({ seq: 1 })).toBe(true);
  });

  it('refuses lists, objects and a sixth argument', () => {
    expect(() => createArgumentFilter({ to: ['ana'] })).toThrow(UnsupportedFeatureError);
    expect(() => createArgumentFilter({ input: {} })).toThrow(UnsupportedFeatureError);
    expect(() => createArgumentFilter({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 })).toThrow(UnsupportedFeatureError);
  });
});

const names = ['a', 'b', 'a.b'] as const;
const scalar = fc.constantFrom<string | number>('x', 'y', 'xy', '', 1, 2);
const positive = fc.record({
  fieldName: fc.constantFrom(...names),
  operator: fc.constantFrom<FilterOperator>('eq', 'contains', 'gt', 'le', 'beginsWith'),
  value: scalar,
});
const listed = fc.record({
  fieldName: fc.constantFrom(...names),
  operator: fc.constantFrom<FilterOperator>('in', 'containsAny'),
  value: fc.array(scalar, { minLength: 1, maxLength: 3 }),
});
const negative = fc.record({
  fieldName: fc.constantFrom(...names),
  operator: fc.constantFrom<FilterOperator>('ne', 'notContains'),
  value: scalar,
});
const filters = (...conditions: fc.Arbitrary<FieldFilter>[]): fc.Arbitrary<SubscriptionFilter> =>
  fc.record({
    filterGroup: fc.array(fc.record({ filters: fc.array(fc.oneof(...conditions), { minLength: 1, maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
  });
const value = fc.oneof(scalar, fc.constant(null), fc.array(scalar, { maxLength: 3 }));
const messages = fc.record(
  { a: fc.oneof(value, fc.record({ b: value }), fc.constant([{ b: 'x' }])), b: value },
  { requiredKeys: [] },
);

/** Says the same as the documentation, in the plainest way: one table of plain values, no types told apart early. */
function look(message: Record<string, unknown>, path: string): unknown {
  const [first = '', second] = path.split('.');
  const outer = message[first];
  const isObject = typeof outer === 'object' && outer !== null && !Array.isArray(outer);
  const inner = isObject ? (outer as Record<string, unknown>)[second ?? ''] : null;
  const found = second === undefined ? outer : inner;
  if (Array.isArray(found)) return found.every((one) => typeof one !== 'object') ? found : null;
  return typeof found === 'object' || found === undefined ? null : found;
}

const plainly: Partial<Record<FilterOperator, (found: unknown, wanted: unknown, path: string) => boolean>> = {
  eq: (found, wanted) => found === wanted,
  gt: (found, wanted) => typeof found === typeof wanted && (found as string) > (wanted as string),
  le: (found, wanted) => typeof found === typeof wanted && (found as string) <= (wanted as string),
  in: (found, wanted) => (wanted as unknown[]).includes(found),
  containsAny: (found, wanted) =>
    [found].flat().some((one) => (wanted as unknown[]).includes(one)) && Array.isArray(found),
  beginsWith: (found, wanted, path) =>
    path.split('.').length === 1 && typeof found === 'string' && found.indexOf(String(wanted)) === 0,
  contains: (found, wanted) =>
    Array.isArray(found)
      ? found.some((one) => one === wanted)
      : typeof found === 'string' &&
        typeof wanted === 'string' &&
        found.split(wanted).length > (wanted === '' ? -1 : 1),
};

const oracle = (filter: SubscriptionFilter, message: Record<string, unknown>): boolean =>
  filter.filterGroup.some((group) =>
    group.filters.every(({ fieldName, operator, value: wanted }) =>
      plainly[operator]!(look(message, fieldName), wanted, fieldName),
    ),
  );

describe('filters in general', () => {
  it('match as a naive reading of the documentation does', () => {
    fc.assert(
      fc.property(filters(positive, listed), messages, (filter, message) => {
        expect(matchesFilter(filter, message)).toBe(oracle(filter, message));
      }),
      { numRuns: 2_000 },
    );
  });

  it('find through the index exactly what asking everyone finds, additions and removals included', () => {
    const all = fc.array(filters(positive, listed, negative), { maxLength: 12 });
    fc.assert(
      fc.property(all, messages, fc.nat(), (subscribed, message, seed) => {
        const noLists = JSON.parse(
          JSON.stringify(message, (_, found: unknown) => (Array.isArray(found) ? 'xy' : found)),
        ) as unknown;
        const index = new FilterIndex<number>();
        subscribed.forEach((filter, number) => index.add(number, createEnhancedFilter(filter)));
        const removed = subscribed.length === 0 ? -1 : seed % subscribed.length;
        index.delete(removed);

        const found = [...index.candidates(noLists)].flatMap(([entry, filter]) =>
          filter.matches(noLists) ? entry : [],
        );
        const expected = subscribed.flatMap((filter, number) =>
          number !== removed && matchesFilter(filter, noLists) ? number : [],
        );
        expect(found.sort()).toEqual(expected.sort());
      }),
      { numRuns: 1_000 },
    );
  });

  it('find through the index what asking everyone finds in messages with lists', () => {
    const all = fc.array(filters(positive, listed), { maxLength: 12 });
    fc.assert(
      fc.property(all, messages, (subscribed, message) => {
        const index = new FilterIndex<number>();
        subscribed.forEach((filter, number) => index.add(number, createEnhancedFilter(filter)));

        const found = [...index.candidates(message)].flatMap(([entry, filter]) =>
          filter.matches(message) ? entry : [],
        );
        expect(found.sort()).toEqual(
          subscribed.flatMap((filter, n) => (matchesFilter(filter, message) ? n : [])).sort(),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('ask two of ten thousand about a message for two', () => {
    const index = new FilterIndex<number>();
    for (let person = 0; person < 10_000; person += 1) {
      const filters = [{ fieldName: 'recipientIds', operator: 'contains' as const, value: `p${person}` }];
      index.add(person, createEnhancedFilter({ filterGroup: [{ filters }] }));
    }

    const asked = [...index.candidates({ recipientIds: ['p7', 'p9999', 'stranger'] })].map(([person]) => person);

    expect(asked).toEqual([7, 9999]);
  });
});
