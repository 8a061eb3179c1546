import { assertSecretHash } from '../pool/assertSecretHash.ts';
import { clientUserNotFound, codeMismatch, notAuthorized, userNotFound } from '../pool/CognitoError.ts';
import { runPostConfirmation } from '../pool/confirmUser.ts';
import { toStoredPassword } from '../pool/password.ts';
import type { ClientCall, Output } from './Action.ts';
import { optionalString, requiredString, stringMap } from './readInput.ts';

export async function confirmForgotPassword({ pool, client, input }: ClientCall): Promise<Output> {
  const username = requiredString(input, 'Username');
  const code = requiredString(input, 'ConfirmationCode');
  assertSecretHash(client, username, optionalString(input, 'SecretHash'));
  const name = pool.users.normalize(username);
  const user = pool.users.find(username);
  const password = toStoredPassword(pool, user?.username ?? name, requiredString(input, 'Password'));
  pool.limits.count('ConfirmForgotPassword', name);
  if (user?.enabled !== true && client.hidesUsers) throw codeMismatch();
  if (user === undefined) throw clientUserNotFound();
  if (!user.enabled) throw notAuthorized('User is disabled.');
  pool.codes.assertMatches(user.sub, 'resetPassword', code);

  const changed = pool.users.update(user.sub, { password, status: 'CONFIRMED' });
  if (changed === undefined) throw userNotFound();
  pool.codes.discard(user.sub, 'resetPassword');
  pool.mailbox.markUsed({ username: user.username, code });
  pool.lockout.clear(user.username);
  await runPostConfirmation(pool, changed, {
    source: 'PostConfirmation_ConfirmForgotPassword',
    clientId: client.id,
    clientMetadata: stringMap(input, 'ClientMetadata'),
  });
  return {};
}
