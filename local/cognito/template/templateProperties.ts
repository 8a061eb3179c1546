import { isRecord } from '../../base/json.ts';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';

export type Properties = Readonly<Record<string, unknown>>;

/** @throws UnsupportedFeatureError for a property that is not among the known ones */
export function assertKnownProperties(properties: Properties, known: readonly string[], type: string): void {
  for (const name of Object.keys(properties)) {
    if (!known.includes(name)) throw new UnsupportedFeatureError(`${name} of ${type}`);
  }
}

export function recordProperty(properties: Properties, name: string): Properties {
  const value = properties[name];
  if (value === undefined) return {};
  if (!isRecord(value)) throw wrongType(name, value, 'an object');
  return value;
}

export function recordListProperty(properties: Properties, name: string): readonly Properties[] {
  const value = properties[name];
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isRecord)) throw wrongType(name, value, 'a list of objects');
  return value;
}

export function stringProperty(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(name, value, 'a string');
}

export function stringListProperty(properties: Properties, name: string): readonly string[] | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((member) => typeof member === 'string')) {
    throw wrongType(name, value, 'a list of strings');
  }
  return value;
}

/** CloudFormation takes numbers and booleans as strings too. */
export function numberProperty(properties: Properties, name: string): number | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw wrongType(name, value, 'a number');
  return number;
}

export function booleanProperty(properties: Properties, name: string): boolean | undefined {
  const value = properties[name];
  if (value === undefined || typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw wrongType(name, value, 'a boolean');
}

function wrongType(name: string, value: unknown, wanted: string): Error {
  return new Error(`The template's property ${name} is ${JSON.stringify(value)}, not ${wanted}.`);
}
