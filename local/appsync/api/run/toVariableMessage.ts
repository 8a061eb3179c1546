const invalid = /^Variable "\$(\w+)" got invalid value ([^]*)$/;
const absent = /^Variable "\$(\w+)" of (?:required|non-null) type "(.+)" (?:was not provided|must not be null)\.$/;
const reasons: readonly (readonly [RegExp, (groups: readonly string[]) => string])[] = [
  [/(Unable to parse `[^]*` as a valid .+\.)$/, ([text = '']) => text],
  [
    /Expected non-nullable type "(.+)" not to be null\.$/,
    ([type = '']) => `Expected a value of the NonNull type '${type}' but it was null.`,
  ],
  [
    /Field "(\w+)" of required type "(.+)" was not provided\.$/,
    ([field = '', type = '']) => `Field '${field}' has coerced Null value for NonNull type '${type}'`,
  ],
  [
    /Field "(\w+)" is not defined by type "(\w+)"\.$/,
    ([field = '', type = '']) =>
      `The variables input contains a field name '${field}' that is not defined for input object type '${type}'`,
  ],
  [
    /(?:(Int|Float|String|Boolean|ID) cannot represent[^]*)$/,
    ([type = '']) => `Expected a value that can be converted to type '${type}'.`,
  ],
  [/Value [^]* does not exist in "(\w+)" enum\.$/, ([type = '']) => `Expected a value of the enum '${type}'.`],
  [/Enum "(\w+)" cannot represent[^]*$/, ([type = '']) => `Expected a value of the enum '${type}'.`],
  [/Expected type "(\w+)" to be an object\.$/, ([type = '']) => `Expected an object of type '${type}'.`],
];

/**
 * graphql-js's message for a variable that cannot be coerced, in AppSync's form. The null text and the "Unable to parse"
 * text have been seen from AppSync; the others are unconfirmed.
 */
export function toVariableMessage(message: string): string {
  const [, missing, type] = absent.exec(message) ?? [];
  if (missing !== undefined && type !== undefined) {
    return `Variable '${missing}' has coerced Null value for NonNull type '${type}'`;
  }
  const [, name, rest = ''] = invalid.exec(message) ?? [];
  if (name === undefined) return message;
  for (const [pattern, describe] of reasons) {
    const match = pattern.exec(rest);
    if (match !== null) return `Variable '${name}' has an invalid value. ${describe(match.slice(1))}`;
  }
  return `Variable '${name}' has an invalid value.`;
}
