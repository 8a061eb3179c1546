import { assertSecretHash } from '../pool/assertSecretHash.ts';
import { clientUserNotFound, codeExpired, CognitoError, notAuthorized } from '../pool/CognitoError.ts';
import { confirmUser } from '../pool/confirmUser.ts';
import type { Pool } from '../pool/Pool.ts';
import type { User } from '../pool/User.ts';
import type { ClientCall, Output } from './Action.ts';
import { optionalBoolean, optionalString, requiredString, stringMap } from './readInput.ts';

export async function confirmSignUp({ pool, client, input }: ClientCall): Promise<Output> {
  const username = requiredString(input, 'Username');
  const code = requiredString(input, 'ConfirmationCode');
  assertSecretHash(client, username, optionalString(input, 'SecretHash'));
  pool.limits.count('ConfirmSignUp', pool.users.normalize(username));
  const user = pool.users.find(username);
  if (user === undefined) throw client.hidesUsers ? codeExpired() : clientUserNotFound();
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  pool.codes.assertMatches(user.sub, 'signUp', code);

  claimAlias(pool, user, optionalBoolean(input, 'ForceAliasCreation') ?? false);
  pool.mailbox.markUsed({ username: user.username, code });
  await confirmUser(pool, user, {
    clientId: client.id,
    clientMetadata: stringMap(input, 'ClientMetadata'),
    attributes: user.attributes['email'] === undefined ? {} : { email_verified: 'true' },
  });
  return {};
}

/** An address that signs in belongs to one user: to the first, or by force to the last. */
function claimAlias(pool: Pool, user: User, byForce: boolean): void {
  const email = user.attributes['email'];
  const owner = email === undefined ? undefined : pool.users.byEmailAlias(email);
  if (owner === undefined || owner.sub === user.sub) return;
  if (!byForce) {
    throw new CognitoError('AliasExistsException', 'An account with the given email already exists.');
  }
  pool.users.update(owner.sub, { attributes: { ...owner.attributes, email_verified: 'false' } });
}
