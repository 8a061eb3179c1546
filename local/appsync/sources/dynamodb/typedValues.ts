import { toRecord } from '../../../base/json.ts';
import { itemOf, type WireItem, type WireValue } from '../../../gate/wireForm.ts';
import { MappingFault, type RequestReader } from './RequestReader.ts';

/**
 * The typed values of a request in DynamoDB's wire form: numbers may be written as numbers.
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-typed-values-request.html
 */
export function toWireItem(reader: RequestReader): WireItem {
  return Object.fromEntries(
    reader.names().map((name) => [name, toWireValue(reader.required(name), `${reader.path}[${name}]`)]),
  );
}

const plainTypes = ['S', 'B', 'BOOL', 'SS', 'BS'];

function toWireValue(value: unknown, path: string): WireValue {
  const entries = Object.entries(toRecord(value));
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1) {
    throw new MappingFault(`Expected one typed value for '${path}', such as {"S": "text"}.`);
  }
  const [type, content] = entry;
  if (plainTypes.includes(type)) return { [type]: content };
  switch (type) {
    case 'N':
      return { N: toNumberText(content, path) };
    case 'NS':
      return { NS: listOf(content, path).map((one) => toNumberText(one, path)) };
    case 'NULL':
      return { NULL: true };
    case 'M':
      return { M: toWireMap(content, path) };
    case 'L':
      return { L: listOf(content, path).map((one, index) => toWireValue(one, `${path}[${index}]`)) };
    default:
      throw new MappingFault(`Unsupported element '${path}[${type}]'.`);
  }
}

function toWireMap(content: unknown, path: string): WireItem {
  const entries = Object.entries(toRecord(content));
  return Object.fromEntries(entries.map(([name, value]) => [name, toWireValue(value, `${path}[${name}]`)]));
}

function toNumberText(value: unknown, path: string): string {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
  throw new MappingFault(`Expected a number for '${path}[N]'.`);
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new MappingFault(`Expected JSON array for '${path}'.`);
}

/**
 * What handlers get: https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-typed-values-responses.html.
 * Numbers become JavaScript's, so that more than 15 digits are rounded.
 */
export function fromWireItem(item: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(itemOf(item)).map(([name, value]) => [name, fromWireValue(value)]));
}

export function fromOptionalItem(item: unknown): Record<string, unknown> | null {
  return item === undefined || item === null ? null : fromWireItem(item);
}

function fromWireValue(value: WireValue): unknown {
  const [entry] = Object.entries(value);
  if (entry === undefined) return null;
  const [type, content] = entry;
  switch (type) {
    case 'N':
      return Number(content);
    case 'NS':
      return listOf(content, type).map(Number);
    case 'NULL':
      return null;
    case 'M':
      return fromWireItem(content);
    case 'L':
      return listOf(content, type).map((one) => fromWireValue(toRecord(one)));
    default:
      return content;
  }
}

/** Whether two items hold the same, whatever the order of sets and the spelling of numbers, but for `ignored`. */
export function isSameItem(one: WireItem, other: WireItem, ignored: readonly string[] = []): boolean {
  return canonical(one, ignored) === canonical(other, ignored);
}

function canonical(item: WireItem, ignored: readonly string[]): string {
  const names = Object.keys(item).filter((name) => !ignored.includes(name));
  return JSON.stringify(names.sort().map((name) => [name, canonicalValue(item[name] ?? {})]));
}

function canonicalValue(value: WireValue): unknown {
  const [entry] = Object.entries(value);
  if (entry === undefined) return null;
  const [type, content] = entry;
  switch (type) {
    case 'N':
      return [type, Number(content)];
    case 'SS':
    case 'BS':
    case 'NS':
      return [
        type,
        listOf(content, type)
          .map((one) => (type === 'NS' ? Number(one) : String(one)))
          .sort(),
      ];
    case 'M':
      return [type, canonical(itemOf(content), [])];
    case 'L':
      return [type, listOf(content, type).map((one) => canonicalValue(toRecord(one)))];
    default:
      return [type, content];
  }
}
