import { literalType, showPath, type FunctionCall, type Operand } from './Operand.ts';
import type { Condition } from './parseCondition.ts';

/**
 * What DynamoDB refuses in a condition before it reads an item, and the engine takes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 *
 * @returns the message without the name of the parameter
 */
export function conditionFault(condition: Condition): string | undefined {
  const count = countOperators(condition);
  if (count > maxOperators) return `The expression contains too many operators; operator count: ${count}`;
  return faultIn(condition);
}

const maxOperators = 300;
const maxListed = 100;
const operandCounts: ReadonlyMap<string, number> = new Map([
  ['attribute_exists', 1],
  ['attribute_not_exists', 1],
  ['attribute_type', 2],
  ['begins_with', 2],
  ['contains', 2],
  ['size', 1],
]);
const ofPaths = ['attribute_exists', 'attribute_not_exists', 'attribute_type'];
const typeNames = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M'];
const ordered = ['S', 'N', 'B'];

/** Functions are not counted: https://github.com/scylladb/scylladb/blob/master/test/alternator/test_limits.py */
function countOperators(condition: Condition): number {
  if (condition.kind === 'function') return 0;
  if (condition.kind === 'comparison') return 1;
  if (condition.kind === 'NOT') return 1 + countOperators(condition.part);
  return 1 + countOperators(condition.parts[0]) + countOperators(condition.parts[1]);
}

function faultIn(condition: Condition): string | undefined {
  switch (condition.kind) {
    case 'AND':
    case 'OR':
      return faultIn(condition.parts[0]) ?? faultIn(condition.parts[1]);
    case 'NOT':
      return faultIn(condition.part);
    case 'function':
      return condition.name === 'size' ? misused(condition) : callFault(condition);
    case 'comparison':
      return comparisonFault(condition);
  }
}

function misused({ name }: FunctionCall): string {
  return `The function is not allowed to be used this way in an expression; function: ${name}`;
}

function callFault(call: FunctionCall): string | undefined {
  const { name, operands } = call;
  const wanted = operandCounts.get(name);
  if (wanted === undefined) return undefined;
  if (operands.length !== wanted) {
    return `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`;
  }
  if (ofPaths.includes(name) && operands[0]?.kind !== 'path') {
    return `Operator or function requires a document path; operator or function: ${name}`;
  }
  if (name === 'attribute_type') return typeFault(operands[1]);
  if (name === 'begins_with') {
    const wrong = operands.map(literalType).find((type) => type !== undefined && type !== 'S' && type !== 'B');
    if (wrong !== undefined) return wrongType(name, wrong, 'operator or function');
  }
  return distinctFault(name, operands);
}

function typeFault(operand: Operand | undefined): string | undefined {
  const type = literalType(operand);
  if (operand?.kind !== 'value' || type === undefined) return undefined;
  if (type !== 'S') return wrongType('attribute_type', type, 'operator or function');
  const name = String(operand.value?.['S']);
  if (typeNames.includes(name)) return undefined;
  return `Invalid attribute type name found; type: ${name}, valid types: {${typeNames.join(',')}}`;
}

function comparisonFault({ operator, operands }: Condition & { readonly kind: 'comparison' }): string | undefined {
  if (operator === 'IN' && operands.length - 1 > maxListed) {
    return `The ${operator} operator is provided with too many operands; number of operands: ${operands.length - 1}`;
  }
  for (const operand of operands) {
    if (operand.kind !== 'function') continue;
    const fault = operand.name === 'size' ? callFault(operand) : misused(operand);
    if (fault !== undefined) return fault;
  }
  const isOrdered = !['=', '<>', 'IN'].includes(operator);
  const wrong = operands.map(literalType).find((type) => type !== undefined && !ordered.includes(type));
  if (isOrdered && wrong !== undefined) return wrongType(operator, wrong, 'operator');
  return distinctFault(operator, operands);
}

function wrongType(name: string, type: string, what: string): string {
  return `Incorrect operand type for operator or function; ${what}: ${name}, operand type: ${type}`;
}

function distinctFault(operator: string, [first, ...others]: readonly Operand[]): string | undefined {
  if (first?.kind !== 'path') return undefined;
  const shown = showPath(first);
  if (!others.some((other) => other.kind === 'path' && showPath(other) === shown)) return undefined;
  return `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${shown}`;
}
