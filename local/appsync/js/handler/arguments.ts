import { isRecord } from '../../../base/json.ts';
import { CodeFault } from './CodeFault.ts';

/** AWS checks the types of arguments when a resolver is created; here a wrong one is a fault of the code. */
const fault = (what: string, expected: string): never => {
  throw new CodeFault(`${what} is not ${expected}`);
};

export const toText = (value: unknown, what: string): string =>
  typeof value === 'string' ? value : fault(what, 'a string');

export const toNumber = (value: unknown, what: string): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : fault(what, 'a number');

export const toObject = (value: unknown, what: string): Record<string, unknown> =>
  isRecord(value) ? value : fault(what, 'an object');

export const toList = (value: unknown, what: string): readonly unknown[] =>
  isList(value) ? value : fault(what, 'a list');

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;
