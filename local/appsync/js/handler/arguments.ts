import { isRecord } from '../../../base/json.ts';
import { CodeFault } from './CodeFault.ts';

/** AWS checks the types of arguments when a resolver is created; here a wrong one is a fault of the code. */
function fault(what: string, expected: string): never {
  throw new CodeFault(`${what} is not ${expected}`);
}

export function toText(value: unknown, what: string): string {
  return typeof value === 'string' ? value : fault(what, 'a string');
}

export function toNumber(value: unknown, what: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : fault(what, 'a number');
}

export function toObject(value: unknown, what: string): Record<string, unknown> {
  return isRecord(value) ? value : fault(what, 'an object');
}

export function toList(value: unknown, what: string): readonly unknown[] {
  return isList(value) ? value : fault(what, 'a list');
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
