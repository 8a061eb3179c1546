import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSubscriptionFilter } from '../../../appsync/js/util/toSubscriptionFilter.ts';
import { valueOf } from './evaluate.ts';

const rendered = (filter: string): unknown =>
  JSON.parse(String(valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`)));

describe('DynamoDB expressions', () => {
  it('are JSON texts, the same for filters and conditions', () => {
    const text =
      '{"expression":"(contains(#a,:a_contains))","expressionNames":{"#a":"a"},"expressionValues":{":a_contains":{"S":"x"}}}';
    expect(valueOf('util.transform.toDynamoDBFilterExpression({ a: { contains: "x" } })')).toBe(text);
    expect(valueOf('util.transform.toDynamoDBConditionExpression({ a: { contains: "x" } })')).toBe(text);
  });

  it.each([
    ['{ v: { eq: null } }', '(#v = :v_eq)', { ':v_eq': { NULL: null } }],
    ['{ v: { ne: 1.5 } }', '(#v <> :v_ne)', { ':v_ne': { N: 1.5 } }],
    ['{ v: { ge: 1, le: 5 } }', '((#v >= :v_ge) AND (#v <= :v_le))', { ':v_ge': { N: 1 }, ':v_le': { N: 5 } }],
    ['{ v: { notContains: "x" } }', '(NOT contains(#v,:v_notContains))', { ':v_notContains': { S: 'x' } }],
    ['{ v: { beginsWith: "x" } }', '(begins_with(#v,:v_beginsWith))', { ':v_beginsWith': { S: 'x' } }],
    [
      '{ v: { between: [1, 9, 3] } }',
      '(#v BETWEEN :v_between_start AND :v_between_end)',
      { ':v_between_start': { N: 1 }, ':v_between_end': { N: 9 } },
    ],
    ['{ v: { in: ["a", "b"] } }', '(#v IN (:v_in_0, :v_in_1))', { ':v_in_0': { S: 'a' }, ':v_in_1': { S: 'b' } }],
    ['{ v: { in: [] } }', '(null)', {}],
    ['{ v: { attributeExists: false } }', '(attribute_not_exists(#v))', {}],
    [
      '{ v: { attributeType: "_null" } }',
      '(attribute_type(#v,:v_attributeType))',
      { ':v_attributeType': { S: 'NULL' } },
    ],
    [
      '{ v: { size: { gt: 2, lt: 5 } } }',
      '((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))',
      { ':v_size_gt': { N: 2 }, ':v_size_lt': { N: 5 } },
    ],
    ['{ v: { size: { size: { gt: 1 } } } }', '(size(#v) > :v_size_size_gt)', { ':v_size_size_gt': { N: 1 } }],
    ['{ v: {} }', '', {}],
  ])('of %s', (filter, expression, expressionValues) => {
    expect(rendered(filter)).toEqual({ expression, expressionNames: { '#v': 'v' }, expressionValues });
  });

  it.each([
    ['{ a: { eq: 1 }, b: { eq: 2 } }', '(#a = :a_eq) AND (#b = :b_eq)'],
    ['{ and: [{ a: { eq: 1 } }] }', '(#a = :and_0_a_eq)'],
    ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', '((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))'],
    [
      '{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
      '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (#c = :or_1_c_eq))',
    ],
    ['{ not: { not: { a: { eq: 1 } } } }', '(NOT (NOT (#a = :not_not_a_eq)))'],
    ['{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }', '(#a = :a_eq) AND (#b = :and_0_b_eq)'],
    ['{ a: { eq: 1 }, b: {} }', '(#a = :a_eq) AND '],
    ['{ and: [{ a: { eq: 1 } }, {}] }', '((#a = :and_0_a_eq) AND )'],
    ['{ not: {} }', '(NOT )'],
    ['{ and: [] }', ''],
    ['{}', ''],
  ])('of the groups of %s', (filter, expression) => {
    expect(rendered(filter)).toMatchObject({ expression });
  });

  it.each([
    '',
    'null',
    '[]',
    '"string"',
    '{ v: { foo: 1 } }',
    '{ v: "x" }',
    '{ a: { b: { eq: 1 } } }',
    '{ and: { a: { eq: 1 } } }',
    '{ and: null }',
    '{ and: [{ a: { eq: 1 } }, null] }',
    '{ not: [{ a: { eq: 1 } }] }',
    '{ v: { between: [1] } }',
    '{ v: { in: "x" } }',
    '{ v: { attributeExists: "yes" } }',
    '{ v: { attributeType: "S" } }',
    '{ v: { size: 3 } }',
  ])('are null for %s', (filter) => {
    expect(valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`)).toBeNull();
  });
});

describe('subscription filters', () => {
  const groupsOf = (args: string): unknown => {
    const filter = valueOf(`util.transform.toSubscriptionFilter(${args})`) as {
      filterGroup: { filters: { fieldName: string; operator: string; value: unknown }[] }[];
    };
    return filter.filterGroup.map(({ filters }) =>
      filters.map(({ fieldName, operator, value }) => `${fieldName} ${operator} ${JSON.stringify(value)}`).join(', '),
    );
  };

  it.each([
    ['{ a: { eq: 1 }, b: { eq: 2 } }', ['a eq 1, b eq 2']],
    ['{ a: { eq: 1, ne: 2 } }', ['a eq 1', 'a ne 2']],
    ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', ['a eq 1', 'b eq 2']],
    ['{ and: [{ a: { eq: 1 } }, { or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] }] }', ['a eq 1, b eq 2', 'a eq 1, c eq 3']],
    ['{ z: { eq: 0 }, and: [{ a: { eq: 1 } }] }', ['z eq 0, a eq 1']],
    [
      '{ p: { lte: 50, gte: 20 }, and: [{ t: { ne: "B" } }], or: [{ a: { eq: "x" } }, { i: { eq: false } }] }',
      [
        'p lte 50, t ne "B", a eq "x"',
        'p lte 50, t ne "B", i eq false',
        'p gte 20, t ne "B", a eq "x"',
        'p gte 20, t ne "B", i eq false',
      ],
    ],
    ['{ a: { bogus: 1 } }', ['a bogus 1']],
    ['{ not: { a: { eq: 1 } } }', ['not a {"eq":1}']],
    ['{ a: { eq: 1 }, b: { eq: 2 } }, ["a"]', ['b eq 2']],
    ['{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }, ["b"]', ['a eq 1']],
    ['{ a: { eq: 1 } }, [], { r1: { gte: 250 }, r2: { eq: "p" } }', ['a eq 1, r1 gte 250', 'a eq 1, r2 eq "p"']],
    ['{}, [], { r1: { eq: 1 } }', ['r1 eq 1']],
    ['{}', []],
    ['{ a: {} }', []],
    ['{ and: [] }', []],
  ])('of %s', (args, groups) => {
    expect(groupsOf(args)).toEqual(groups);
  });

  it.each(['', 'null', '[]', '\'{"a":{"eq":1}}\''])('are null for %s', (args) => {
    expect(valueOf(`util.transform.toSubscriptionFilter(${args})`)).toBeNull();
  });

  it('mean in disjunctive normal form what the object means', () => {
    type Tree = { leaf: string } | { and: Tree[] } | { or: Tree[] };
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.record({ leaf: fc.constantFrom('a', 'b', 'c') }),
        fc.record({ and: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ or: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
      ),
    }));
    const toObject = (node: Tree): object => {
      if ('leaf' in node) return { [node.leaf]: { eq: 1 } };
      return 'and' in node ? { and: node.and.map(toObject) } : { or: node.or.map(toObject) };
    };
    const holds = (node: Tree, truths: Record<string, boolean>): boolean => {
      if ('leaf' in node) return truths[node.leaf] === true;
      return 'and' in node ? node.and.every((one) => holds(one, truths)) : node.or.some((one) => holds(one, truths));
    };
    const truths = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean() });
    fc.assert(
      fc.property(tree, truths, (node, values: Record<string, boolean>) => {
        const { filterGroup } = toSubscriptionFilter(toObject(node)) as {
          filterGroup: { filters: { fieldName: string }[] }[];
        };
        const isMatch = filterGroup.some(({ filters }) => filters.every(({ fieldName }) => values[fieldName] === true));
        expect(isMatch).toBe(holds(node, values));
      }),
    );
  });
});
