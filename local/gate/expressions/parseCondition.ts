import { placeholdersOf, readOperand, type FunctionCall, type Operand, type Placeholders } from './Operand.ts';
import { TokenReader, UnreadableExpression } from './TokenReader.ts';

/** A condition expression as a tree. The operators `BETWEEN` and `IN` are comparisons of their first operand. */
export type Condition =
  | { readonly kind: 'AND' | 'OR'; readonly parts: readonly [Condition, Condition]; readonly isInParentheses: boolean }
  | { readonly kind: 'NOT'; readonly part: Condition }
  | { readonly kind: 'comparison'; readonly operator: string; readonly operands: readonly [Operand, ...Operand[]] }
  | FunctionCall;

const comparators = ['=', '<>', '<', '<=', '>', '>='];

/** @returns `undefined` for what is left to the engine to judge, e.g. a syntax error */
export function parseCondition(text: string, input: Readonly<Record<string, unknown>>): Condition | undefined {
  try {
    const reader = new TokenReader(text);
    const condition = readOr(reader, placeholdersOf(input));
    return reader.isAtEnd ? condition : undefined;
  } catch (error) {
    if (error instanceof UnreadableExpression) return undefined;
    throw error;
  }
}

function readOr(reader: TokenReader, placeholders: Placeholders): Condition {
  let condition = readAnd(reader, placeholders);
  while (reader.takes('OR')) {
    condition = { kind: 'OR', parts: [condition, readAnd(reader, placeholders)], isInParentheses: false };
  }
  return condition;
}

function readAnd(reader: TokenReader, placeholders: Placeholders): Condition {
  let condition = readNot(reader, placeholders);
  while (reader.takes('AND')) {
    condition = { kind: 'AND', parts: [condition, readNot(reader, placeholders)], isInParentheses: false };
  }
  return condition;
}

function readNot(reader: TokenReader, placeholders: Placeholders): Condition {
  if (reader.takes('NOT')) return { kind: 'NOT', part: readNot(reader, placeholders) };
  if (!reader.takes('(')) return readComparison(reader, placeholders);
  const condition = readOr(reader, placeholders);
  reader.expect(')');
  return 'parts' in condition ? { ...condition, isInParentheses: true } : condition;
}

function readComparison(reader: TokenReader, placeholders: Placeholders): Condition {
  const first = readOperand(reader, placeholders);
  const operator = comparators.find((one) => reader.isAt(one));
  if (operator !== undefined) {
    reader.next();
    return { kind: 'comparison', operator, operands: [first, readOperand(reader, placeholders)] };
  }
  if (reader.takes('BETWEEN')) {
    const lower = readOperand(reader, placeholders);
    reader.expect('AND');
    return { kind: 'comparison', operator: 'BETWEEN', operands: [first, lower, readOperand(reader, placeholders)] };
  }
  if (reader.takes('IN'))
    return { kind: 'comparison', operator: 'IN', operands: [first, ...readList(reader, placeholders)] };
  if (first.kind !== 'function') throw new UnreadableExpression();
  return first;
}

function readList(reader: TokenReader, placeholders: Placeholders): Operand[] {
  reader.expect('(');
  const operands = [readOperand(reader, placeholders)];
  while (reader.takes(',')) operands.push(readOperand(reader, placeholders));
  reader.expect(')');
  return operands;
}
