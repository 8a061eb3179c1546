import { isRecord } from '../../../base/json.ts';
import { isList } from '../handler/arguments.ts';
import type { HostFunction } from '../handler/HostFunctions.ts';
import { toAttributeValue, type AttributeValue } from './attributeValues.ts';

export interface DynamodbExpression {
  readonly expression: string;
  readonly expressionNames: Record<string, string>;
  readonly expressionValues: Record<string, AttributeValue>;
}

/** A filter object of another form than the documented one. */
class UnreadableFilter extends Error {}

const comparators: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

const functionForms: Readonly<Record<string, string>> = {
  contains: 'contains',
  notContains: 'NOT contains',
  beginsWith: 'begins_with',
};

const attributeTypes: Readonly<Record<string, string>> = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};

function lookUp(table: Readonly<Record<string, string>>, key: unknown): string | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** What an operator is applied to: `#v` or `size(#v)`, and how its values' names begin. */
interface Operand {
  readonly text: string;
  readonly valueName: string;
}

class Renderer {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, AttributeValue> = {};

  renderFilter(filter: unknown, path: string): string[] {
    if (!isRecord(filter)) throw new UnreadableFilter();
    return Object.entries(filter).map(([key, value]) => {
      if (key === 'and' || key === 'or') return this.#renderGroup(key, value, path);
      if (key === 'not') return `(NOT ${wrap(this.renderFilter(value, `${path}not_`), 'AND')})`;
      this.names[`#${key}`] = key;
      return this.#renderField({ text: `#${key}`, valueName: `:${path}${key}` }, value);
    });
  }

  #renderGroup(key: 'and' | 'or', members: unknown, path: string): string {
    if (!isList(members)) throw new UnreadableFilter();
    const parts = members.map((member, index) => wrap(this.renderFilter(member, `${path}${key}_${index}_`), 'AND'));
    return wrap(parts, key.toUpperCase());
  }

  #renderField(operand: Operand, operators: unknown): string {
    if (!isRecord(operators)) throw new UnreadableFilter();
    const parts = Object.entries(operators).map(([operator, value]) => this.#renderOperator(operand, operator, value));
    return wrap(parts, 'AND');
  }

  #renderOperator(operand: Operand, operator: string, value: unknown): string {
    const { text, valueName } = operand;
    const comparator = lookUp(comparators, operator);
    if (comparator !== undefined) return `(${text} ${comparator} ${this.#addValue(`${valueName}_${operator}`, value)})`;
    const form = lookUp(functionForms, operator);
    if (form !== undefined) return `(${form}(${text},${this.#addValue(`${valueName}_${operator}`, value)}))`;
    switch (operator) {
      case 'size':
        return this.#renderField(
          { text: text.startsWith('size(') ? text : `size(${text})`, valueName: `${valueName}_size` },
          value,
        );
      case 'attributeExists':
        if (typeof value !== 'boolean') throw new UnreadableFilter();
        return `(${value ? 'attribute_exists' : 'attribute_not_exists'}(${text}))`;
      case 'attributeType':
        return this.#renderAttributeType(operand, value);
      default:
        return this.#renderList(operand, operator, value);
    }
  }

  #renderAttributeType({ text, valueName }: Operand, name: unknown): string {
    const type = lookUp(attributeTypes, name);
    if (type === undefined) throw new UnreadableFilter();
    return `(attribute_type(${text},${this.#addValue(`${valueName}_attributeType`, type)}))`;
  }

  #renderList({ text, valueName }: Operand, operator: string, list: unknown): string {
    if (!isList(list)) throw new UnreadableFilter();
    if (operator === 'in') {
      // With no values AWS writes `(null)`, which DynamoDB then refuses.
      if (list.length === 0) return '(null)';
      const names = list.map((value, index) => this.#addValue(`${valueName}_in_${index}`, value));
      return `(${text} IN (${names.join(', ')}))`;
    }
    if (operator !== 'between' || list.length < 2) throw new UnreadableFilter();
    const start = this.#addValue(`${valueName}_between_start`, list[0]);
    const end = this.#addValue(`${valueName}_between_end`, list[1]);
    return `(${text} BETWEEN ${start} AND ${end})`;
  }

  #addValue(name: string, value: unknown): string {
    this.values[name] = toAttributeValue(value);
    return name;
  }
}

function wrap(parts: readonly string[], joiner: string): string {
  return parts.length > 1 ? `(${parts.join(` ${joiner} `)})` : parts.join('');
}

/**
 * The expression of a filter object, as AWS was recorded to write it; null for an object that cannot be read. That
 * several fields of a nested object are wrapped in parentheses is unconfirmed.
 */
export function renderDynamodbFilter(filter: unknown): DynamodbExpression | null {
  const renderer = new Renderer();
  try {
    const expression = renderer.renderFilter(filter, '').join(' AND ');
    return { expression, expressionNames: renderer.names, expressionValues: renderer.values };
  } catch (error) {
    if (error instanceof UnreadableFilter) return null;
    throw error;
  }
}

/** `util.transform.toDynamoDBFilterExpression` and `toDynamoDBConditionExpression`: JSON text, or null. */
export const toDynamodbExpression: HostFunction = (filter) => {
  const expression = renderDynamodbFilter(filter);
  return expression === null ? null : JSON.stringify(expression);
};
