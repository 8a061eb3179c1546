import type { Operand } from './Operand.ts';
import type { UpdateClause } from './parseUpdate.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const maxOperators = 300;

/**
 * What DynamoDB refuses in an update before it reads an item, and the engine takes.
 *
 * @returns the message without the name of the parameter
 */
export function updateFault(clauses: readonly UpdateClause[]): string | undefined {
  const actions = clauses.flatMap((clause) => clause.actions);
  const operators = actions.map(({ operands }) => operands.length - 1 + operands.map(countCalls).reduce(add, 0));
  const count = operators.filter((one) => one > 0).reduce(add, 0);
  if (count > maxOperators) return `The expression contains too many operators; operator count: ${count}`;
  if (!actions.some(({ operands }) => operands.some(appendsToAppended))) return undefined;
  return 'The function is not allowed to be used this way in an expression; function: list_append';
}

function add(sum: number, one: number): number {
  return sum + one;
}

function countCalls(operand: Operand): number {
  return operand.kind === 'function' ? 1 + operand.operands.map(countCalls).reduce(add, 0) : 0;
}

/** https://github.com/scylladb/scylladb/blob/master/test/alternator/test_update_expression.py */
function appendsToAppended(operand: Operand): boolean {
  if (operand.kind !== 'function') return false;
  if (operand.name === 'list_append' && operand.operands.some(isAppended)) return true;
  return operand.operands.some(appendsToAppended);
}

function isAppended(operand: Operand): boolean {
  return operand.kind === 'function' && operand.name === 'list_append';
}
