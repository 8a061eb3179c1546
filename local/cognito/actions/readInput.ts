import { invalidParameter } from '../pool/CognitoError.ts';

/** The JSON body of an API call. */
export type Input = Readonly<Record<string, unknown>>;

export function requiredString(input: Input, name: string): string {
  const value = optionalString(input, name);
  if (value !== undefined) return value;
  throw invalidParameter(
    `1 validation error detected: Value null at '${memberName(name)}' failed to satisfy constraint: Member must not be null`,
  );
}

export function optionalString(input: Input, name: string): string | undefined {
  return optional(input, name, (value) => typeof value === 'string');
}

export function optionalBoolean(input: Input, name: string): boolean | undefined {
  return optional(input, name, (value) => typeof value === 'boolean');
}

export function optionalNumber(input: Input, name: string): number | undefined {
  return optional(input, name, (value) => typeof value === 'number');
}

/** A map of strings such as `AuthParameters`; empty when absent. */
export function stringMap(input: Input, name: string): Readonly<Record<string, string>> {
  return optional(input, name, isStringMap) ?? {};
}

/** A list of strings such as `UserAttributeNames`; absent when it is. */
export function optionalStrings(input: Input, name: string): readonly string[] | undefined {
  return optional(input, name, isStrings);
}

/** A list of `{ Name, Value }` such as `UserAttributes`, by name; empty when absent. */
export function attributeList(input: Input, name: string): Readonly<Record<string, string>> {
  const list = optional(input, name, isAttributeList) ?? [];
  return Object.fromEntries(list.map((attribute) => [attribute.Name, attribute.Value ?? '']));
}

/** A member of `AuthParameters` or `ChallengeResponses`. */
export function requiredParameter(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = parameters[name];
  if (value === undefined || value === '') throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

interface Attribute {
  readonly Name: string;
  readonly Value?: string;
}

function optional<Value>(input: Input, name: string, isValid: (value: unknown) => value is Value): Value | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  // The service's own text for a member of a wrong JSON type is unconfirmed.
  if (!isValid(value)) throw invalidParameter(`Invalid value at '${memberName(name)}'.`);
  return value;
}

function isStringMap(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((member) => typeof member === 'string')
  );
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}

function isAttributeList(value: unknown): value is Attribute[] {
  return Array.isArray(value) && value.every((member) => isStringMap(member) && typeof member['Name'] === 'string');
}

function memberName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
