/** What a filter sees of a field: a scalar, a list of scalars, or null for everything else. */
export type FieldValue = string | number | boolean | null | readonly unknown[];

/**
 * The value at a path such as `message.senderId` in a mutation's response.
 *
 * A field that the mutation did not select is null. Objects and lists of objects are not compared by AppSync: they
 * count as null, and a path does not lead through a list.
 */
export function fieldValue(message: unknown, fieldName: string): FieldValue {
  let value: unknown = message;
  for (const name of fieldName.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    value = memberOf(value, name);
  }
  if (Array.isArray(value)) return value.every(isScalar) ? value : null;
  return isScalar(value) ? value : null;
}

function memberOf(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
