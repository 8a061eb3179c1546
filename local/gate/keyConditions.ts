import { toRecord } from '../base/json.ts';
import type { Operand } from './expressions/Operand.ts';
import { parseCondition, type Condition } from './expressions/parseCondition.ts';
import type { ServiceCall } from './Gate.ts';
import { elementsOf, textOf, type WireValue } from './wireForm.ts';

/** One condition on a key attribute: `n BETWEEN 1 AND 2`. */
export interface KeyCondition {
  readonly attribute: string;
  readonly operator: string;
  readonly values: readonly WireValue[];
}

/** The operators of the legacy parameter `KeyConditions`. */
const legacyOperators: Readonly<Record<string, string>> = {
  EQ: '=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BEGINS_WITH: 'begins_with',
  BETWEEN: 'BETWEEN',
};

/** What a Query asks of its keys; nothing where the engine is to judge the condition, e.g. a syntax error. */
export function keyConditionsOf(input: ServiceCall['input']): KeyCondition[] {
  const condition = parseCondition(textOf(input['KeyConditionExpression']) ?? '', input);
  const legacy = Object.entries(toRecord(input['KeyConditions'])).map(([attribute, value]) => {
    const { ComparisonOperator, AttributeValueList } = toRecord(value);
    const operator = legacyOperators[textOf(ComparisonOperator) ?? ''] ?? '';
    return { attribute, operator, values: elementsOf(AttributeValueList).map(toRecord) };
  });
  return condition === undefined ? legacy : partsOf(condition).flatMap(toKeyCondition);
}

function partsOf(condition: Condition): Condition[] {
  return condition.kind === 'AND' ? condition.parts.flatMap(partsOf) : [condition];
}

function toKeyCondition(condition: Condition): KeyCondition[] {
  if (condition.kind === 'comparison') return toComparison(condition.operator, condition.operands);
  if (condition.kind === 'function') return toComparison(condition.name, condition.operands);
  return [];
}

function toComparison(operator: string, [first, ...others]: readonly Operand[]): KeyCondition[] {
  const attribute = first?.kind === 'path' && first.steps.length === 1 ? first.steps[0] : undefined;
  if (typeof attribute !== 'string') return [];
  const values = others.flatMap((other) => (other.kind === 'value' && other.value !== undefined ? [other.value] : []));
  return [{ attribute, operator, values }];
}
