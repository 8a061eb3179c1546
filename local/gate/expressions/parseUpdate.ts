import { placeholdersOf, readOperand, readPath, type Operand, type Path, type Placeholders } from './Operand.ts';
import { TokenReader, UnreadableExpression } from './TokenReader.ts';

export interface UpdateAction {
  readonly target: Path;
  /** What is assigned, added or deleted; none for REMOVE. */
  readonly operands: readonly Operand[];
}

export interface UpdateClause {
  readonly keyword: 'SET' | 'REMOVE' | 'ADD' | 'DELETE';
  readonly actions: readonly UpdateAction[];
  /** Of the keyword, and where the last action ends, in the expression. */
  readonly start: number;
  readonly end: number;
}

const keywords = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;

/** @returns `undefined` for what is left to the engine to judge, e.g. a syntax error */
export function parseUpdate(text: string, input: Readonly<Record<string, unknown>>): UpdateClause[] | undefined {
  try {
    const reader = new TokenReader(text);
    const placeholders = placeholdersOf(input);
    const clauses: UpdateClause[] = [];
    while (!reader.isAtEnd) clauses.push(readClause(reader, { placeholders, text }));
    return clauses;
  } catch (error) {
    if (error instanceof UnreadableExpression) return undefined;
    throw error;
  }
}

interface Source {
  readonly placeholders: Placeholders;
  readonly text: string;
}

function readClause(reader: TokenReader, { placeholders, text }: Source): UpdateClause {
  const keyword = keywords.find((one) => reader.isAt(one));
  if (keyword === undefined) throw new UnreadableExpression();
  const { start } = reader.next();
  const actions: UpdateAction[] = [];
  do actions.push(readAction(keyword, reader, placeholders));
  while (reader.takes(','));
  return { keyword, actions, start, end: reader.peek()?.start ?? text.length };
}

function readAction(keyword: UpdateClause['keyword'], reader: TokenReader, placeholders: Placeholders): UpdateAction {
  const target = readPath(reader, placeholders);
  if (keyword === 'REMOVE') return { target, operands: [] };
  if (keyword === 'SET') reader.expect('=');
  const operands = [readOperand(reader, placeholders)];
  if (keyword === 'SET' && (reader.takes('+') || reader.takes('-'))) operands.push(readOperand(reader, placeholders));
  return { target, operands };
}
