import { isRecord } from '../../../base/json.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { isList } from '../handler/arguments.ts';
import { toAttributeValue, type AttributeValue } from '../util/attributeValues.ts';
import { PathNames, type Expression } from './expressions.ts';
import { isOperation, type Operation } from './operations.ts';

class UpdateClauses {
  readonly names = new PathNames();
  readonly values: Record<string, AttributeValue> = {};
  readonly set: string[] = [];
  readonly remove: string[] = [];
  #count = 0;

  addMembers(update: Readonly<Record<string, unknown>>, prefix: string): void {
    for (const [name, value] of Object.entries(update)) this.#addMember(prefix + this.names.add(name), value);
  }

  #addMember(path: string, value: unknown): void {
    if (isOperation(value)) this.#addOperation(path, value);
    else if (isRecord(value)) this.#addNested(path, value);
    else if (isList(value) && value.length > 0 && value.every(isOperation)) {
      for (const operation of value) this.#addOperation(path, operation);
    } else this.set.push(`${path} = ${this.#addValue(value)}`);
  }

  #addNested(path: string, value: Readonly<Record<string, unknown>>): void {
    if (Object.keys(value).length === 0) {
      throw new UnsupportedFeatureError('an empty object in update() of @aws-appsync/utils/dynamodb');
    }
    this.addMembers(value, `${path}.`);
  }

  #addOperation(path: string, operation: Operation): void {
    switch (operation.type) {
      case 'OPERATION_ADD':
      case 'OPERATION_REPLACE':
        this.set.push(`${path} = ${this.#addValue(operation.value)}`);
        return;
      case 'OPERATION_INCREMENT':
        this.set.push(`${path} = ${path} + ${this.#addValue(operation.by)}`);
        return;
      case 'OPERATION_DECREMENT':
        this.set.push(`${path} = ${path} - ${this.#addValue(operation.by)}`);
        return;
      case 'OPERATION_APPEND':
        this.set.push(`${path} = list_append(${path}, ${this.#addValue(operation.items)})`);
        return;
      case 'OPERATION_PREPEND':
        this.set.push(`${path} = list_append(${this.#addValue(operation.items)}, ${path})`);
        return;
      case 'OPERATION_REMOVE':
        this.remove.push(path);
        return;
      case 'OPERATION_UPDATE_LIST_ITEM':
        this.set.push(`${path}[${operation.index}] = ${this.#addValue(operation.value)}`);
    }
  }

  #addValue(value: unknown): string {
    this.#count += 1;
    const placeholder = `:expValue_${this.#count}`;
    this.values[placeholder] = toAttributeValue(value);
    return placeholder;
  }
}

/**
 * The `update` of an UpdateItem request. SET clauses are as recorded from AWS; REMOVE, list items and the paths of nested
 * objects follow the documentation of the types, their exact text is unconfirmed.
 */
export function toUpdateExpression(update: Readonly<Record<string, unknown>>): Expression {
  const clauses = new UpdateClauses();
  clauses.addMembers(update, '');
  const { set, remove, names, values } = clauses;
  const parts = [set.length > 0 ? `SET ${set.join(', ')}` : '', remove.length > 0 ? `REMOVE ${remove.join(', ')}` : ''];
  const expression = parts.filter((part) => part !== '').join(' ');
  const named = { expression, expressionNames: names.names };
  return Object.keys(values).length > 0 ? { ...named, expressionValues: values } : named;
}
