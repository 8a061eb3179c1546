import { randomUUID } from 'node:crypto';
import { assertSecretHash } from '../pool/assertSecretHash.ts';
import { assertClientMayWrite, assertRequiredAttributes, toStoredAttributes } from '../pool/attributes.ts';
import { deliverCode } from '../pool/codeDelivery.ts';
import { CognitoError, invalidParameter, notAuthorized } from '../pool/CognitoError.ts';
import { confirmUser } from '../pool/confirmUser.ts';
import { toStoredPassword } from '../pool/password.ts';
import type { Pool } from '../pool/Pool.ts';
import type { User } from '../pool/User.ts';
import type { ClientCall, Output } from './Action.ts';
import { attributeList, optionalString, requiredString, stringMap } from './readInput.ts';

export async function signUp({ pool, client, input }: ClientCall): Promise<Output> {
  const given = requiredString(input, 'Username');
  assertSecretHash(client, given, optionalString(input, 'SecretHash'));
  if (!pool.definition.allowsSignUp) throw notAuthorized('SignUp is not permitted for this user pool');
  const username = toUsername(pool, given);
  const password = toStoredPassword(pool, username, requiredString(input, 'Password'));
  const givenAttributes = attributeList(input, 'UserAttributes');
  assertClientMayWrite(client, givenAttributes);
  const attributes = toStoredAttributes(pool, givenAttributes);
  assertRequiredAttributes(pool, attributes);
  const clientMetadata = stringMap(input, 'ClientMetadata');
  const verdict = await runPreSignUp(pool, {
    source: 'PreSignUp_SignUp',
    username,
    clientId: client.id,
    attributes,
    validationData: attributeList(input, 'ValidationData'),
    clientMetadata,
  });

  assertUsernameFree(pool, username);
  const user = createUser(pool, { username, password, attributes, verdict });
  const confirmed = user.status === 'CONFIRMED';
  if (confirmed) await confirmUser(pool, user, { clientId: client.id, clientMetadata });
  const isMailed = !confirmed && pool.definition.verifiesEmail && attributes['email'] !== undefined;
  return {
    UserConfirmed: confirmed,
    UserSub: user.sub,
    ...(isMailed ? { CodeDeliveryDetails: deliverCode(pool, user, 'signUp') } : {}),
  };
}

export interface PreSignUpRequest {
  readonly source: 'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser';
  readonly username: string;
  readonly clientId: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly validationData: Readonly<Record<string, string>>;
  readonly clientMetadata: Readonly<Record<string, string>>;
}

export interface PreSignUpVerdict {
  readonly autoConfirmUser: boolean;
  readonly autoVerifyEmail: boolean;
}

/** @throws CognitoError when the function refuses the sign-up */
export async function runPreSignUp(pool: Pool, request: PreSignUpRequest): Promise<PreSignUpVerdict> {
  const hasMetadata = Object.keys(request.clientMetadata).length > 0;
  const response = await pool.runTrigger({
    trigger: 'PreSignUp',
    source: request.source,
    username: request.username,
    clientId: request.clientId,
    request: {
      userAttributes: request.attributes,
      validationData: Object.keys(request.validationData).length > 0 ? request.validationData : null,
      ...(hasMetadata ? { clientMetadata: request.clientMetadata } : {}),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  return {
    autoConfirmUser: response['autoConfirmUser'] === true,
    autoVerifyEmail: response['autoVerifyEmail'] === true,
  };
}

/** @throws CognitoError for what cannot be a username here */
export function toUsername(pool: Pool, given: string): string {
  if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(given)) {
    throw invalidParameter(
      `1 validation error detected: Value '${given}' at 'username' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
    );
  }
  if (pool.definition.emailIsAlias && given.includes('@')) {
    throw invalidParameter('Username cannot be of email format, since user pool is configured for email alias.');
  }
  return pool.users.normalize(given);
}

export function assertUsernameFree(pool: Pool, username: string): void {
  if (pool.users.find(username) !== undefined) {
    throw new CognitoError('UsernameExistsException', 'User already exists');
  }
}

function createUser(
  pool: Pool,
  signUp: Pick<User, 'username' | 'password' | 'attributes'> & { readonly verdict: PreSignUpVerdict },
): User {
  const { username, password, attributes, verdict } = signUp;
  const now = pool.clock.now();
  const isVerified = verdict.autoVerifyEmail && attributes['email'] !== undefined;
  const user: User = {
    sub: randomUUID(),
    username,
    password,
    status: verdict.autoConfirmUser ? 'CONFIRMED' : 'UNCONFIRMED',
    enabled: true,
    attributes: attributes['email'] === undefined ? attributes : { ...attributes, email_verified: String(isVerified) },
    groups: [],
    createdAt: now,
    modifiedAt: now,
  };
  pool.users.add(user);
  return user;
}
