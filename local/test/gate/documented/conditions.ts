import { Key, list, M, N, NS, S, sources, SS, type DocumentedCase } from './DocumentedCase.ts';

const { conditions, conditionTests, limits, limitTests, names, attributes, putTests } = sources;
type Attributes = Record<string, unknown>;

const before = { a: N(5), b: S('hello'), l: list(1, 'x'), m: M({ a: N(1) }), s: SS('x', 'y'), t: { BOOL: true } };

function condition(
  ConditionExpression: string,
  values?: Attributes,
  more: Attributes = {},
): Pick<DocumentedCase, 'title' | 'operation' | 'input' | 'before'> {
  const ExpressionAttributeValues = values && Object.fromEntries(Object.entries(values).map(([k, v]) => [`:${k}`, v]));
  return {
    title: ConditionExpression.length > 90 ? `${ConditionExpression.slice(0, 80)}…` : ConditionExpression,
    before,
    operation: 'DeleteItem',
    input: { Key, ConditionExpression, ...(values && { ExpressionAttributeValues }), ...more },
  };
}

const holds = (expression: string, values?: Attributes): DocumentedCase => ({
  ...condition(expression, values),
  source: conditions,
  expects: 'success',
});
const fails = (expression: string, values?: Attributes): DocumentedCase => ({
  ...condition(expression, values),
  source: conditions,
  expects: 'conditionFails',
});
const refused = (source: string, refusal: string, ...parameters: Parameters<typeof condition>): DocumentedCase => ({
  ...condition(...parameters),
  source,
  expects: refusal === '' ? 'refused' : { refusal },
});

const distinct = (operator: string, operand: string): string =>
  `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: [${operand}]`;
const badOperand = 'Incorrect operand type for operator or function';

const outcomes: DocumentedCase[] = [
  holds('a = :v', { v: N('5.0') }),
  fails('a = :v', { v: S('5') }),
  holds('a <> :v', { v: S('5') }),
  fails('a < :v', { v: S('9') }),
  holds('absent <> :v', { v: N(1) }),
  fails('absent = :v', { v: N(1) }),
  fails('absent < :v', { v: N(1) }),
  holds('NOT absent = :v', { v: N(1) }),
  holds('s = :v', { v: SS('y', 'x') }),
  holds('a BETWEEN :v AND :w', { v: N(5), w: N(5) }),
  holds('a IN (:v, :w)', { v: N(1), w: N(5) }),
  holds('attribute_exists(m.a) AND attribute_not_exists(m.b)'),
  holds('attribute_type(l, :v)', { v: S('L') }),
  holds('begins_with(b, :v)', { v: S('he') }),
  fails('begins_with(a, :v)', { v: S('5') }),
  holds('contains(b, :v)', { v: S('ell') }),
  holds('contains(l, :v)', { v: S('x') }),
  holds('contains(s, :v)', { v: S('x') }),
  fails('contains(s, :v)', { v: S('z') }),
  holds('size(b) = :v', { v: N(5) }),
  holds('size(m) < :v', { v: N(2) }),
  fails('size(a) > :v', { v: N(0) }),
  holds('a = :v OR a = :w AND b = :w', { v: N(5), w: N(9) }),
  fails('(a = :v OR a = :w) AND b = :w', { v: N(5), w: N(9) }),
];

const refusals: DocumentedCase[] = [
  refused(conditionTests, distinct('=', 'a'), 'a = a'),
  refused(conditionTests, distinct('<>', 'a'), 'a <> a'),
  refused(conditionTests, distinct('<', 'a'), 'a < a'),
  refused(conditionTests, distinct('<=', 'a'), 'a <= a'),
  refused(conditionTests, distinct('>', 'm, a'), 'm.a > m.a'),
  refused(conditionTests, distinct('>=', 'a'), 'a >= #a', undefined, { ExpressionAttributeNames: { '#a': 'a' } }),
  refused(conditionTests, distinct('=', 'l, [0]'), 'l[0] = l[0]'),
  refused(putTests, distinct('contains', 'a'), 'contains(a, a)'),
  refused(putTests, distinct('begins_with', 'b'), 'begins_with(b, b)'),
  refused(conditions, 'Operator or function requires a document path', 'attribute_exists(:v)', { v: N(1) }),
  refused(conditions, 'Operator or function requires a document path', 'attribute_type(:v, :v)', { v: S('S') }),
  refused(conditions, 'Invalid attribute type name found', 'attribute_type(a, :v)', { v: S('Number') }),
  refused(conditions, badOperand, 'attribute_type(a, :v)', { v: N(1) }),
  refused(conditions, badOperand, 'begins_with(b, :v)', { v: N(1) }),
  refused(conditionTests, badOperand, 'a < :v', { v: { BOOL: true } }),
  refused(conditionTests, badOperand, 'a >= :v', { v: list(1) }),
  refused(conditionTests, badOperand, 'a BETWEEN :v AND :w', { v: NS(1), w: NS(2) }),
  refused(conditions, 'requires upper bound to be greater than or equal to lower bound', 'a BETWEEN :v AND :w', {
    v: N(9),
    w: N(1),
  }),
  refused(conditions, 'requires same data type for lower and upper bounds', 'a BETWEEN :v AND :w', {
    v: N(1),
    w: S('x'),
  }),
  refused(conditions, 'The function is not allowed to be used this way', 'size(a)'),
  refused(conditions, 'The function is not allowed to be used this way', 'attribute_exists(a) = :v', { v: N(1) }),
  refused(conditions, 'Incorrect number of operands', 'contains(a)'),
  refused(conditions, 'Incorrect number of operands', 'attribute_exists(a, b)'),
  refused(conditions, 'Invalid function name; function: exists', 'exists(a)'),
  refused(conditions, 'The function is not allowed', 'a = if_not_exists(a, :v)', { v: N(1) }),
  refused(conditions, '', 'a ='),
  refused(conditions, '', 'a == :v', { v: N(1) }),
  refused(conditions, '', 'a = :v AND', { v: N(1) }),
  refused(conditions, '', 'a = :v + :v', { v: N(1) }),
  refused(conditions, 'The expression has redundant parentheses', '((a = :v))', { v: N(1) }),
  refused(limits, 'Expression size has exceeded the maximum allowed size', `a ${' '.repeat(4_090)} = :v`, { v: N(1) }),
  refused(limitTests, 'too many operators', `a < :v${' OR a<:v'.repeat(200)}`, { v: N(1) }),
  refused(
    conditions,
    'too many operands',
    `a IN (${Array.from({ length: 101 }, (_, index) => `:v${index}`).join(',')})`,
    Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, N(index)])),
  ),
  refused(names, 'Attribute name is a reserved keyword; reserved keyword: name', 'attribute_exists(name)'),
  refused(names, 'An expression attribute name used in the document path is not defined', 'attribute_exists(#x)'),
  refused(names, 'unused in expressions', 'attribute_exists(a)', undefined, {
    ExpressionAttributeNames: { '#a': 'a' },
  }),
  refused(names, 'contains invalid key', 'attribute_exists(a)', undefined, { ExpressionAttributeNames: { a: 'a' } }),
  refused(attributes, 'The expression can not be empty', ''),
];

export const conditionCases: readonly DocumentedCase[] = [...outcomes, ...refusals];
