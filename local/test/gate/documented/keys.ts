import { Key, list, N, S, sources, SS, type DocumentedCase } from './DocumentedCase.ts';

const { keyConditions, keyConditionTests, query: queryPage, queryMessages, startKeys, types, limits, value } = sources;
const { getItem, putItem, scan } = sources;
type Attributes = Record<string, unknown>;
type Named = Pick<DocumentedCase, 'title' | 'operation' | 'input'>;

/** Over the partition `q`, which holds the sort keys 1 to 5. */
function query(KeyConditionExpression: string, values: Attributes = {}, more: Attributes = {}): Named {
  const ExpressionAttributeValues = Object.fromEntries(Object.entries(values).map(([k, v]) => [`:${k}`, v]));
  const start = more['ExclusiveStartKey'];
  return {
    title: `Query ${KeyConditionExpression}${start === undefined ? '' : ` after ${JSON.stringify(start)}`}`,
    operation: 'Query',
    input: { KeyConditionExpression, ExpressionAttributeValues, ...more },
  };
}

const p = S('q');
const found = (sorts: readonly number[], ...parameters: Parameters<typeof query>): DocumentedCase => ({
  ...query(...parameters),
  source: keyConditions,
  expects: { sorts },
});
const refused = (source: string, refusal: string, named: Named): DocumentedCase => ({
  ...named,
  source,
  expects: refusal === '' ? 'refused' : { refusal },
});
const after = (sort: number | string, partition = 'q', more: Attributes = {}): Attributes => ({
  ExclusiveStartKey: { p: S(partition), n: N(sort), ...more },
});
const backwards = { ScanIndexForward: false };
const outside = 'The provided starting key is outside query boundaries based on provided conditions';
const notInRange = 'The provided starting key does not match the range key predicate';
const invalidStart = 'The provided starting key is invalid';

const startKeyCases: DocumentedCase[] = [
  found([3, 4, 5], 'p = :p', { p }, after(2)),
  found([1], 'p = :p', { p }, { ...after(2), ...backwards }),
  found([4, 5], 'p = :p AND n > :v', { p, v: N(2) }, after(3)),
  found([], 'p = :p AND n < :v', { p, v: N(4) }, after('3.5')),
  refused(startKeys, outside, query('p = :p', { p }, after(2, 'other'))),
  refused(startKeys, notInRange, query('p = :p AND n > :v', { p, v: N(2) }, after(1))),
  refused(startKeys, notInRange, query('p = :p AND n > :v', { p, v: N(2) }, after(2))),
  refused(startKeys, notInRange, query('p = :p AND n < :v', { p, v: N(4) }, { ...after(5), ...backwards })),
  refused(startKeys, notInRange, query('p = :p AND n BETWEEN :v AND :w', { p, v: N(2), w: N(3) }, after(9))),
  refused(startKeys, notInRange, query('n >= :v AND p = :p', { p, v: N(10) }, after('9.5'))),
  refused(
    startKeys,
    notInRange,
    query(
      'o = :o AND r > :v',
      { o: S('ann'), v: N(2) },
      { IndexName: 'byOwner', ...after(1, 'q', { o: S('ann'), r: N(1) }) },
    ),
  ),
  refused(
    startKeys,
    outside,
    query('o = :o', { o: S('ann') }, { IndexName: 'byOwner', ...after(1, 'q', { o: S('bo'), r: N(1) }) }),
  ),
  refused(startKeys, notInRange, {
    title: 'Query with the legacy parameter KeyConditions after a key that does not match them',
    operation: 'Query',
    input: {
      KeyConditions: {
        p: { ComparisonOperator: 'EQ', AttributeValueList: [p] },
        n: { ComparisonOperator: 'GT', AttributeValueList: [N(3)] },
      },
      ...after(1),
    },
  }),
  refused(queryPage, invalidStart, query('p = :p', { p }, { ExclusiveStartKey: { p } })),
  refused(queryPage, invalidStart, query('p = :p', { p }, after(1, 'q', { x: N(1) }))),
  refused(queryPage, invalidStart, query('p = :p', { p }, { ExclusiveStartKey: { p, n: S('1') } })),
  refused(
    queryPage,
    invalidStart,
    query('o = :o', { o: S('ann') }, { IndexName: 'byOwner', ExclusiveStartKey: { p, n: N(1) } }),
  ),
  refused(scan, invalidStart, {
    title: 'Scan after a key without its sort key',
    operation: 'Scan',
    input: { ExclusiveStartKey: { p } },
  }),
];

const conditionCases: DocumentedCase[] = [
  found([2, 3], 'p = :p AND n BETWEEN :v AND :w', { p, v: N(2), w: N(3) }),
  found([5, 4, 3, 2, 1], 'p = :p', { p }, backwards),
  found([1, 2], 'p = :p', { p }, { Limit: 2 }),
  refused(keyConditions, 'Query condition missed key schema element: p', query('n = :v', { v: N(1) })),
  refused(keyConditions, '', query('p > :p', { p })),
  refused(keyConditions, '', query('p = :p AND n <> :v', { p, v: N(1) })),
  refused(keyConditionTests, '', query('p = :p OR n = :v', { p, v: N(1) })),
  refused(keyConditionTests, '', query('p = :p AND n IN (:v)', { p, v: N(1) })),
  refused(keyConditionTests, '', query('p = :p AND NOT n = :v', { p, v: N(1) })),
  refused(keyConditionTests, '', query('p = :p AND n > :v AND n < :w', { p, v: N(1), w: N(3) })),
  refused(keyConditionTests, '', query('p = :p AND x = :v', { p, v: N(1) })),
  refused(
    keyConditions,
    'Incorrect operand type for operator or function',
    query('p = :p AND begins_with(n, :v)', { p, v: N(1) }),
  ),
  refused(keyConditions, 'Condition parameter type does not match schema type', query('p = :p', { p: N(1) })),
  refused(
    keyConditions,
    'Condition parameter type does not match schema type',
    query('p = :p AND n = :v', { p, v: S('1') }),
  ),
  refused(
    keyConditionTests,
    'upper bound to be greater than or equal to lower bound',
    query('p = :p AND n BETWEEN :v AND :w', { p, v: N(3), w: N(2) }),
  ),
  refused(types, 'empty string value', query('p = :p', { p: S('') })),
  refused(types, 'empty string value', query('o = :o', { o: S('') }, { IndexName: 'byOwner' })),
  refused(queryMessages, 'greater than or equal to 1', query('p = :p', { p }, { Limit: 0 })),
  refused(queryMessages, 'The expression can not be empty', query('', { p })),
  refused(
    queryPage,
    'Filter Expression can only contain non-primary key attributes',
    query('p = :p', { p, v: N(1) }, { FilterExpression: 'n > :v' }),
  ),
  refused(queryPage, 'The table does not have the specified index', query('p = :p', { p }, { IndexName: 'none' })),
  refused(
    queryPage,
    'Consistent reads are not supported on global secondary indexes',
    query('o = :p', { p }, { IndexName: 'byOwner', ConsistentRead: true }),
  ),
  refused(queryPage, 'ALL_PROJECTED_ATTRIBUTES', query('p = :p', { p }, { Select: 'ALL_PROJECTED_ATTRIBUTES' })),
  refused(queryPage, 'SPECIFIC_ATTRIBUTES', query('p = :p', { p }, { Select: 'SPECIFIC_ATTRIBUTES' })),
  refused(queryPage, 'ProjectionExpression', query('p = :p', { p }, { Select: 'COUNT', ProjectionExpression: 'n' })),
  refused(queryPage, 'Two document paths overlap', query('p = :p', { p }, { ProjectionExpression: 'n, n' })),
  refused(queryPage, 'Either the KeyConditions or KeyConditionExpression parameter must be specified', {
    title: 'Query without a key condition',
    operation: 'Query',
    input: {},
  }),
];

const get = (title: string, key: Attributes): Named => ({
  title: `GetItem by ${title}`,
  operation: 'GetItem',
  input: { Key: key },
});
const put = (title: string, item: Attributes): Named => ({
  title: `PutItem of ${title}`,
  operation: 'PutItem',
  input: { Item: item },
});
const update = (title: string, v: Attributes, UpdateExpression: string): Named => ({
  title: `UpdateItem of ${title}`,
  operation: 'UpdateItem',
  input: { Key, UpdateExpression, ExpressionAttributeValues: { ':v': v } },
});
const noMatch = 'The provided key element does not match the schema';

const valueCases: DocumentedCase[] = [
  refused(types, 'empty string value. Key: p', get('an empty key', { p: S(''), n: N(1) })),
  refused(types, 'empty string value. Key: p', put('an empty key', { p: S(''), n: N(1) })),
  refused(getItem, noMatch, get('half a key', { p: S('k') })),
  refused(getItem, noMatch, get('a key of another type', { p: N(1), n: N(1) })),
  refused(getItem, noMatch, get('more than a key', { ...Key, x: N(1) })),
  refused(putItem, 'Missing the key n in the item', put('half a key', { p: S('k') })),
  refused(putItem, 'Type mismatch for key', put('a key of another type', { p: S('k'), n: S('1') })),
  refused(putItem, 'Type mismatch for Index Key', put('an index key of another type', { ...Key, o: N(1) })),
  refused(types, 'empty string value', put('an empty index key', { ...Key, o: S('') })),
  refused(types, 'empty string value', update('an empty index key', S(''), 'SET o = :v')),
  refused(putItem, 'Type mismatch for Index Key', update('an index key of another type', N(1), 'SET o = :v')),
  refused(limits, 'hashkey', put('a partition key of 2,049 bytes', { p: S('x'.repeat(2_049)), n: N(1) })),
  refused(
    limits,
    'Item size has exceeded the maximum allowed size',
    put('400 KB', { ...Key, a: S('x'.repeat(410_000)) }),
  ),
  refused(
    limits,
    'Item size to update has exceeded the maximum allowed size',
    update('400 KB', S('x'.repeat(410_000)), 'SET a = :v'),
  ),
  refused(types, 'more than 38 significant digits', put('39 digits', { ...Key, a: N('1'.repeat(39)) })),
  refused(types, 'Number overflow', put('1e126', { ...Key, a: N('1e126') })),
  refused(types, 'Number underflow', put('1e-131', { ...Key, a: N('1e-131') })),
  refused(types, 'cannot be converted to a numeric value', put('a number that is none', { ...Key, a: N('one') })),
  refused(
    value,
    'must contain exactly one of the supported datatypes',
    put('a value without a type', { ...Key, a: {} }),
  ),
  refused(
    value,
    'must contain exactly one of the supported datatypes',
    put('a value of two types', { ...Key, a: { ...N(1), ...S('1') } }),
  ),
  refused(
    value,
    'Null attribute value types must have the value of true',
    put('NULL: false', { ...Key, a: { NULL: false } }),
  ),
  refused(types, 'may not be empty', put('an empty set', { ...Key, a: SS() })),
  refused(types, 'contains duplicates', put('a set with duplicates', { ...Key, a: SS('x', 'x') })),
  refused(types, 'contains duplicates', put('equal numbers in a set', { ...Key, a: { NS: ['1', '1.0'] } })),
  {
    ...put('empty text, list and map', { ...Key, a: S(''), b: list(), c: { M: {} } }),
    source: types,
    expects: { after: { a: S(''), b: list(), c: { M: {} } } },
  },
  { ...put('a number with zeros', { ...Key, a: N('007.50') }), source: types, expects: { after: { a: N('7.5') } } },
  {
    ...put('the same number as key', { p: S('k'), n: N('1.0'), a: N(2) }),
    source: types,
    before: { a: N(1) },
    expects: { after: { a: N(2) } },
  },
  refused(
    limits,
    'nest',
    put('33 levels', { ...Key, a: Array.from({ length: 33 }).reduce<Attributes>((inner) => ({ L: [inner] }), N(1)) }),
  ),
];

export const keyCases: readonly DocumentedCase[] = [...startKeyCases, ...conditionCases, ...valueCases];
