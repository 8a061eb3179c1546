import { toRecord } from '../../base/json.ts';
import type { WireValue } from '../wireForm.ts';
import { UnreadableExpression, type TokenReader } from './TokenReader.ts';

/** Attribute name or list index. */
export type Step = string | number;

export interface Path {
  readonly kind: 'path';
  /** With `#name` placeholders resolved. */
  readonly steps: readonly Step[];
  /** Of the whole path, and of its last step, in the expression. */
  readonly start: number;
  readonly end: number;
  readonly lastStart: number;
}

export interface FunctionCall {
  readonly kind: 'function';
  readonly name: string;
  readonly operands: readonly Operand[];
}

/** `value` is `undefined` where the request does not define the placeholder. */
export type Operand =
  Path | FunctionCall | { readonly kind: 'value'; readonly name: string; readonly value: WireValue | undefined };

/** The placeholders of a request. */
export interface Placeholders {
  readonly names: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
}

export function placeholdersOf(input: Readonly<Record<string, unknown>>): Placeholders {
  return {
    names: toRecord(input['ExpressionAttributeNames']),
    values: toRecord(input['ExpressionAttributeValues']),
  };
}

export function readOperand(reader: TokenReader, placeholders: Placeholders): Operand {
  const token = reader.peek();
  if (token?.kind === 'value') {
    const { text } = reader.next();
    const value = placeholders.values[text];
    return { kind: 'value', name: text, value: value === undefined ? undefined : toRecord(value) };
  }
  if (token?.kind === 'word' && reader.isAt('(', 1)) return readCall(reader, placeholders);
  return readPath(reader, placeholders);
}

function readCall(reader: TokenReader, placeholders: Placeholders): FunctionCall {
  const { text } = reader.next();
  reader.expect('(');
  const operands = [readOperand(reader, placeholders)];
  while (reader.takes(',')) operands.push(readOperand(reader, placeholders));
  reader.expect(')');
  return { kind: 'function', name: text, operands };
}

export function readPath(reader: TokenReader, placeholders: Placeholders): Path {
  const start = reader.position;
  const steps: Step[] = [readName(reader, placeholders)];
  let lastStart = start;
  while (reader.isAt('.') || reader.isAt('[')) {
    lastStart = reader.position;
    steps.push(reader.next().text === '.' ? readName(reader, placeholders) : readIndex(reader));
  }
  return { kind: 'path', steps, start, end: reader.end, lastStart };
}

function readIndex(reader: TokenReader): number {
  const { kind, text } = reader.next();
  if (kind !== 'index') throw new UnreadableExpression();
  reader.expect(']');
  return Number(text);
}

function readName(reader: TokenReader, { names }: Placeholders): string {
  const { kind, text } = reader.next();
  if (kind === 'word') return text;
  const name = kind === 'name' ? names[text] : undefined;
  if (typeof name !== 'string') throw new UnreadableExpression();
  return name;
}

/** As DynamoDB writes paths in its messages: `[l, [0], a]`. */
export function showPath({ steps }: Pick<Path, 'steps'>): string {
  return `[${steps.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

/** e.g. `S`; `undefined` for a path, a function, or a placeholder without a value. */
export function literalType(operand: Operand | undefined): string | undefined {
  return operand?.kind === 'value' && operand.value !== undefined ? Object.keys(operand.value)[0] : undefined;
}
