import { describe, expect, it } from 'vitest';
import {
  assertSubscriptionFilter,
  InvalidSubscriptionFilterError,
} from '../../../appsync/api/run/SubscriptionFilter.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';

const filterOf = (...filters: unknown[]) => ({ filterGroup: [{ filters }] });
const condition = (operator: string, value: unknown, fieldName = 'field') => ({ fieldName, operator, value });

describe('assertSubscriptionFilter', () => {
  it.each([
    ['eq', true],
    ['ne', 1],
    ['le', 'a'],
    ['lt', 1],
    ['ge', 1],
    ['gt', 1],
    ['in', ['a', 1]],
    ['notIn', ['a']],
    ['contains', 'a'],
    ['notContains', 1],
    ['beginsWith', 'a'],
    ['containsAny', Array.from({ length: 20 }, (_, index) => index)],
    ['between', [1, 2]],
  ])('takes %s with its documented values', (operator, value) => {
    const filter = filterOf(condition(operator, value));

    expect(assertSubscriptionFilter(filter)).toEqual(filter);
  });

  it.each([
    ['an operator of toSubscriptionFilter that AppSync does not have', filterOf(condition('lte', 1))],
    ['eq on null', filterOf(condition('eq', null))],
    ['eq on a list', filterOf(condition('eq', ['a']))],
    ['gt on a boolean', filterOf(condition('gt', true))],
    ['a number that JSON does not have', filterOf(condition('gt', Number.NaN))],
    ['beginsWith on a number', filterOf(condition('beginsWith', 1))],
    ['in without values', filterOf(condition('in', []))],
    ['in with six values', filterOf(condition('in', [1, 2, 3, 4, 5, 6]))],
    [
      'containsAny with 21 values',
      filterOf(
        condition(
          'containsAny',
          Array.from({ length: 21 }, () => 1),
        ),
      ),
    ],
    ['between with one bound', filterOf(condition('between', [1]))],
    ['between over two types', filterOf(condition('between', [1, 'b']))],
    ['a string of 257 characters', filterOf(condition('eq', 'a'.repeat(257)))],
    ['a path of six levels', filterOf(condition('eq', 1, 'a.b.c.d.e.f'))],
    ['an empty level', filterOf(condition('eq', 1, 'a..b'))],
    ['six fields in one list', filterOf(...'abcdef'.split('').map((name) => condition('eq', 1, name)))],
    ['eleven groups', { filterGroup: Array.from({ length: 11 }, () => ({ filters: [condition('eq', 1)] })) }],
    ['groups that `in` expands beyond ten', filterOf(condition('in', [1, 2, 3, 4]), condition('in', [1, 2, 3], 'b'))],
    ['an unknown member', { filterGroup: [{ filters: [{ ...condition('eq', 1), not: true }] }] }],
    ['filters that are no list', { filterGroup: [{ filters: condition('eq', 1) }] }],
    ['a list', [filterOf(condition('eq', 1))]],
  ])('refuses %s', (_, filter) => {
    expect(() => assertSubscriptionFilter(filter)).toThrow(InvalidSubscriptionFilterError);
  });

  it.each([[null], [undefined], [{}], [{ filterGroup: [] }], [{ filterGroup: [{ filters: [] }] }]])(
    'says that the effect of %j is not supported',
    (filter) => {
      expect(() => assertSubscriptionFilter(filter)).toThrow(UnsupportedFeatureError);
    },
  );

  it('takes ten groups, five levels, five fields and strings of 256 characters', () => {
    const filters = [
      condition('eq', 'a'.repeat(256), 'a.b.c.d.e'),
      ...'bcde'.split('').map((n) => condition('eq', 1, n)),
    ];

    expect(() =>
      assertSubscriptionFilter({ filterGroup: Array.from({ length: 10 }, () => ({ filters })) }),
    ).not.toThrow();
  });
});
