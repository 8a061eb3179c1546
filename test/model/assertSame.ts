import { deepStrictEqual } from 'node:assert/strict';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without times, which nobody can foretell. */
const withoutTimes = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([name]) => name !== 'createdAt');
  return Object.fromEntries(entries.map(([name, member]) => [name, withoutTimes(member)]));
};

/** Of an answer, what the model has an opinion on. */
const shapedLike = (expected: unknown, actual: unknown): unknown => {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return actual.map((item: unknown, index) => (index < expected.length ? shapedLike(expected[index], item) : item));
  }
  if (!isRecord(expected) || !isRecord(actual)) return actual;
  return Object.fromEntries(Object.keys(expected).map((name) => [name, shapedLike(expected[name], actual[name])]));
};

/** @throws Error that shows both, with what was compared as its first words */
export const assertSame = (what: string, actual: unknown, expected: unknown): void => {
  try {
    deepStrictEqual(withoutTimes(shapedLike(expected, actual)), withoutTimes(expected));
  } catch (error) {
    throw new Error(`${what}\n${(error as Error).message}`, { cause: error });
  }
};
