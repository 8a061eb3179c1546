import { Key, list, M, N, NS, S, sources, SS, type DocumentedCase } from './DocumentedCase.ts';

const { updates, updateTests, updateMessages, limits, limitTests, types } = sources;
type Attributes = Record<string, unknown>;

function update(
  UpdateExpression: string,
  values?: Attributes,
  more: Attributes = {},
): Pick<DocumentedCase, 'title' | 'operation' | 'input'> {
  const ExpressionAttributeValues = values && Object.fromEntries(Object.entries(values).map(([k, v]) => [`:${k}`, v]));
  return {
    title: UpdateExpression.length > 90 ? `${UpdateExpression.slice(0, 80)}…` : UpdateExpression,
    operation: 'UpdateItem',
    input: { Key, UpdateExpression, ...(values && { ExpressionAttributeValues }), ...more },
  };
}

const fourNumbers = { l: list(0, 1, 2, 3) };
const overlap = 'Two document paths overlap with each other; must remove or rewrite one of these paths';
const badPath = 'The document path provided in the update expression is invalid for update';
const badType = 'An operand in the update expression has an incorrect data type';

const removed = (expression: string, ...left: number[]): DocumentedCase => ({
  ...update(expression),
  source: updates,
  before: fourNumbers,
  expects: { after: { l: list(...left) } },
});

/** Lists: every action is evaluated against the item as it was before the update. */
const listUpdates: DocumentedCase[] = [
  removed('REMOVE l[0]', 1, 2, 3),
  removed('REMOVE l[0], l[2]', 1, 3),
  removed('REMOVE l[2], l[0]', 1, 3),
  removed('REMOVE l[1], l[2]', 0, 3),
  removed('REMOVE l[0], l[1], l[2]', 3),
  removed('REMOVE l[0], l[9]', 1, 2, 3),
  {
    ...update('REMOVE #l[0], #l[1]', undefined, { ExpressionAttributeNames: { '#l': 'l' } }),
    source: updates,
    before: fourNumbers,
    expects: { after: { l: list(2, 3) } },
  },
  {
    ...update('REMOVE m.l[0], m.l[2]'),
    source: updates,
    before: { m: M({ l: list(0, 1, 2, 3) }) },
    expects: { after: { m: M({ l: list(1, 3) }) } },
  },
  {
    ...update('REMOVE l[0][0], l[1][0]'),
    source: updates,
    before: { l: { L: [list(1, 2), list(3, 4)] } },
    expects: { after: { l: { L: [list(2), list(4)] } } },
  },
  {
    ...update('REMOVE l[0], l[1].a'),
    source: updates,
    before: { l: { L: [N(0), M({ a: N(1), b: N(2) })] } },
    expects: { after: { l: { L: [M({ b: N(2) })] } } },
  },
  {
    ...update('REMOVE l[1] SET l[3] = :v', { v: N(17) }),
    source: updateTests,
    before: { l: list(2, 3, 4, 5, 6, 7) },
    expects: { after: { l: list(2, 4, 17, 6, 7) } },
  },
  {
    ...update('SET l[3] = :v REMOVE l[1]', { v: N(17) }),
    source: updateTests,
    before: { l: list(2, 3, 4, 5, 6, 7) },
    expects: { after: { l: list(2, 4, 17, 6, 7) } },
  },
  {
    ...update('SET l[7] = :v', { v: S('new') }),
    source: updates,
    before: { l: list('a', 'b') },
    expects: { after: { l: list('a', 'b', 'new') } },
  },
  {
    ...update('SET l[84] = :a, l[37] = :b, l[17] = :c, l[50] = :d', { a: N(1), b: N(2), c: N(3), d: N(4) }),
    source: updateTests,
    before: { l: list(0) },
    expects: { after: { l: list(0, 3, 2, 4, 1) } },
  },
  {
    ...update('SET l[0] = l[1], l[1] = l[0]'),
    source: updates,
    before: { l: list(1, 2) },
    expects: { after: { l: list(2, 1) } },
  },
  {
    ...update('REMOVE l[0] SET kept = l[0]'),
    source: updates,
    before: fourNumbers,
    expects: { after: { l: list(1, 2, 3), kept: N(0) } },
  },
  {
    ...update('SET l = list_append(:v, l)', { v: list(9) }),
    source: updates,
    before: { l: list(1) },
    expects: { after: { l: list(9, 1) } },
  },
  {
    ...update('SET l = list_append(if_not_exists(l, :none), :v)', { none: list(), v: list(1) }),
    source: updates,
    before: {},
    expects: { after: { l: list(1) } },
  },
];

const results: DocumentedCase[] = [
  {
    ...update('SET a = b, b = a'),
    source: updates,
    before: { a: N(1), b: N(2) },
    expects: { after: { a: N(2), b: N(1) } },
  },
  {
    ...update('SET b = :v, a = b', { v: N(3) }),
    source: updates,
    before: { b: N(2) },
    expects: { after: { b: N(3), a: N(2) } },
  },
  {
    ...update('REMOVE a SET b = a'),
    source: updates,
    before: { a: N(1) },
    expects: { after: { b: N(1) } },
  },
  {
    ...update('ADD a :one SET b = a', { one: N(1) }),
    source: updates,
    before: { a: N(1) },
    expects: { after: { a: N(2), b: N(1) } },
  },
  {
    ...update('SET a = if_not_exists(a, :v) + :one', { v: N(0), one: N(1) }),
    source: updates,
    before: {},
    expects: { after: { a: N(1) } },
  },
  { ...update('ADD a :v', { v: N(5) }), source: updates, before: {}, expects: { after: { a: N(5) } } },
  {
    ...update('ADD m.a :v', { v: N(5) }),
    source: updates,
    before: { m: M({ a: N(1) }) },
    expects: { after: { m: M({ a: N(6) }) } },
  },
  { ...update('DELETE a :v', { v: SS('x') }), source: updates, before: { a: SS('x') }, expects: { after: {} } },
  { ...update('DELETE a :v', { v: SS('x') }), source: updateTests, before: {}, expects: { after: {} } },
  {
    ...update('REMOVE absent.a, absent[0]'),
    title: 'REMOVE absent.a, absent[0] of an item that does not exist',
    source: updateTests,
    expects: 'success',
  },
  {
    ...update('REMOVE absent.a', { v: N(2) }, { ConditionExpression: 'a = :v' }),
    title: 'REMOVE absent.a on a condition that fails',
    source: updates,
    before: { a: N(1) },
    expects: 'conditionFails',
  },
  {
    ...update('SET l[9] = :v', { v: N(2) }, { ConditionExpression: 'a = :v' }),
    title: 'SET l[9] on a condition that fails',
    source: updates,
    before: { a: N(1), l: list() },
    expects: 'conditionFails',
  },
  {
    ...update('SET l[9] = :v', { v: N(2) }, { ConditionExpression: 'a = :v OR attribute_exists(l)' }),
    title: 'SET l[9] on an alternative that holds',
    source: updates,
    before: { a: N(1), l: list() },
    expects: { after: { a: N(1), l: list(2) } },
  },
  {
    ...update('REMOVE m.a'),
    source: updateTests,
    before: { m: M({ a: N(1) }) },
    expects: { after: { m: M({}) } },
  },
  { ...update('REMOVE l[0]'), source: updateTests, before: { l: list(1) }, expects: { after: { l: list() } } },
];

const refused = (source: string, refusal: string, ...parameters: Parameters<typeof update>): DocumentedCase => ({
  ...update(...parameters),
  source,
  before: { a: N(1), b: S('x'), l: list(0, 1), m: M({ a: N(1) }), s: SS('x') },
  expects: refusal === '' ? 'refused' : { refusal },
});

const nested = (levels: number): string => Array.from({ length: levels }, () => 'a').join('.');

const refusals: DocumentedCase[] = [
  refused(updates, overlap, 'REMOVE l[0], l[0]'),
  refused(updates, overlap, 'SET m = :v, m.a = :v', { v: N(1) }),
  refused(updates, overlap, 'SET a = :v REMOVE a', { v: N(1) }),
  refused(updates, '', 'SET m.a = :v, m[0] = :v', { v: N(1) }),
  refused(updateTests, badPath, 'SET absent.a = :v', { v: N(1) }),
  refused(updateTests, badPath, 'SET b.a = :v', { v: N(1) }),
  refused(updateTests, badPath, 'SET absent[0] = :v', { v: N(1) }),
  refused(updateTests, badPath, 'REMOVE absent.a'),
  refused(updateTests, badPath, 'REMOVE b[0]'),
  refused(updateTests, badType, 'ADD b :v', { v: N(1) }),
  refused(updateTests, badType, 'ADD l :v', { v: SS('x') }),
  refused(updateTests, 'Incorrect operand type for operator or function; operator: ADD', 'ADD a :v', { v: S('x') }),
  refused(updateTests, 'Incorrect operand type for operator or function; operator: ADD', 'ADD l :v', { v: list(1) }),
  refused(updateTests, 'Incorrect operand type for operator or function; operator: DELETE', 'DELETE s :v', {
    v: S('x'),
  }),
  refused(updates, badType, 'DELETE s :v', { v: NS(1) }),
  refused(updates, '', 'SET a = b + :v', { v: N(1) }),
  refused(updates, 'Incorrect operand type for operator or function', 'SET a = a + :v', { v: S('x') }),
  refused(updates, '', 'SET l = list_append(a, :v)', { v: list(1) }),
  refused(updates, 'Incorrect operand type for operator or function', 'SET l = list_append(l, :v)', { v: N(1) }),
  refused(updates, 'The provided expression refers to an attribute that does not exist in the item', 'SET a = absent'),
  refused(updates, 'The provided expression refers to an attribute that does not exist', 'SET a = absent + :v', {
    v: N(1),
  }),
  refused(updates, 'The "SET" section can only be used once', 'SET a = :v SET b = :v', { v: N(1) }),
  refused(updateTests, 'Invalid function name; function: f', 'SET a = f(b)'),
  refused(
    updateTests,
    'The function is not allowed to be used this way in an expression; function: list_append',
    'SET l = list_append(list_append(l, :v), :v)',
    { v: list(1) },
  ),
  refused(updateTests, 'Syntax error', 'SET a = if_not_exists(a, :v + :v)', { v: N(1) }),
  refused(updateTests, 'Syntax error', 'SET l[:v] = :v', { v: N(1) }),
  refused(updates, 'if_not_exists', 'SET a = if_not_exists(:v, :v)', { v: N(1) }),
  refused(updateMessages, 'The expression can not be empty', ''),
  refused(updateMessages, 'This attribute is part of the key', 'SET p = :v', { v: S('x') }),
  refused(updateMessages, 'This attribute is part of the key', 'REMOVE n'),
  refused(updateMessages, 'unused in expressions', 'SET a = :v', { v: N(1), w: N(2) }),
  refused(updateMessages, 'not defined; attribute value: :v', 'SET a = :v'),
  refused(limits, 'Expression size has exceeded the maximum allowed size', `SET ${' '.repeat(4_090)}a = :v`, {
    v: N(1),
  }),
  refused(
    limits,
    'too many operators',
    `SET a = :v, ${Array.from({ length: 301 }, (_, index) => `b${index} = b + b`).join(', ')}`
      .replaceAll(' = b + b', '=b+b')
      .replaceAll(', ', ','),
    { v: N(1) },
  ),
  refused(limitTests, '', `SET ${nested(33)} = :v`, { v: N(1) }),
  refused(types, 'may not be empty', 'SET a = :v', { v: SS() }),
  refused(types, 'contains duplicates', 'SET a = :v', { v: SS('x', 'x') }),
];

export const updateCases: readonly DocumentedCase[] = [...listUpdates, ...results, ...refusals];
