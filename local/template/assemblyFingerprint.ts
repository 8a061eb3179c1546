import { createHash } from 'node:crypto';
import { isRecord } from '../base/json.ts';
import { readAssembly } from './readAssembly.ts';

/** What cannot change without a new table or pool; TTL, billing, triggers and policies can. */
const shapeProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['AttributeDefinitions', 'GlobalSecondaryIndexes', 'KeySchema', 'LocalSecondaryIndexes'],
  'AWS::DynamoDB::GlobalTable': [
    'AttributeDefinitions',
    'GlobalSecondaryIndexes',
    'KeySchema',
    'LocalSecondaryIndexes',
  ],
  'AWS::Cognito::UserPool': ['AliasAttributes', 'Schema', 'UsernameAttributes', 'UsernameConfiguration'],
};

/** One text for one content: members sorted by name, lists by text, since none of these lists has an order of its own. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  return `{${Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
    .join(',')}}`;
}

/**
 * SHA-256 in hex over the shape of the template's tables and user pools: a data folder made by an assembly with another
 * fingerprint does not fit.
 */
export function assemblyFingerprint(assemblyDir: string): string {
  const { stackName, template } = readAssembly(assemblyDir);
  const shapes = [...template.Resources].flatMap(([logicalId, { Type, Properties }]) => {
    const names = shapeProperties[Type];
    if (names === undefined) return [];
    return [{ logicalId, type: Type, shape: names.map((name) => ({ [name]: Properties[name] })) }];
  });
  return createHash('sha256').update(canonical({ stackName, shapes })).digest('hex');
}
