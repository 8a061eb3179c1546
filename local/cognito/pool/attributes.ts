import type { ClientDefinition } from '../template/PoolDefinition.ts';
import { invalidParameter, notAuthorized } from './CognitoError.ts';
import type { Pool } from './Pool.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Only the service and administrators say what is verified. */
const verifiedFlags = ['email_verified', 'phone_number_verified'];

/** @throws CognitoError for attributes that the client may not write */
export function assertClientMayWrite(client: ClientDefinition, attributes: Attributes): void {
  for (const name of Object.keys(attributes)) {
    if (verifiedFlags.includes(name) || client.writeAttributes?.has(name) === false) {
      throw notAuthorized('A client attempted to write unauthorized attribute');
    }
  }
}

/** @throws CognitoError when a required attribute is missing */
export function assertRequiredAttributes(pool: Pool, attributes: Attributes): void {
  const missing = [...pool.definition.attributes]
    .filter(([name, { required }]) => required && name !== 'sub' && attributes[name] === undefined)
    .map(([name]) => `${name}: The attribute is required\n`);
  if (missing.length > 0) throw invalidParameter(`Attributes did not conform to the schema: ${missing.join('')}`);
}

/** @throws CognitoError when an attribute is not in the schema or has no valid value */
export function toStoredAttributes(pool: Pool, attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      assertInSchema(pool, name);
      if (name === 'email') assertEmail(value);
      return [name, isFlattened(name) ? pool.users.normalize(value) : value];
    }),
  );
}

/** @throws CognitoError when an attribute cannot be changed after sign-up */
export function assertMutable(pool: Pool, attributes: Attributes): void {
  for (const name of Object.keys(attributes)) {
    if (pool.definition.attributes.get(name)?.mutable === false) {
      throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
    }
  }
}

function assertInSchema(pool: Pool, name: string): void {
  if (pool.definition.attributes.has(name)) return;
  throw invalidParameter(
    `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined\n`,
  );
}

function assertEmail(value: string): void {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) || value.length > 2_048) {
    throw invalidParameter('Invalid email address format.');
  }
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html: shown in lower case too. */
function isFlattened(name: string): boolean {
  return name === 'email' || name === 'preferred_username';
}
