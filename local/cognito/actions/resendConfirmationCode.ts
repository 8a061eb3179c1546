import { assertSecretHash } from '../pool/assertSecretHash.ts';
import { deliverCode, simulateDelivery } from '../pool/codeDelivery.ts';
import { clientUserNotFound, invalidParameter, notAuthorized } from '../pool/CognitoError.ts';
import type { ClientCall, Output } from './Action.ts';
import { optionalString, requiredString } from './readInput.ts';

export function resendConfirmationCode({ pool, client, input }: ClientCall): Output {
  const username = requiredString(input, 'Username');
  assertSecretHash(client, username, optionalString(input, 'SecretHash'));
  pool.limits.count('ResendConfirmationCode', pool.users.normalize(username));
  const user = pool.users.find(username);
  if (user?.enabled !== true && client.hidesUsers) return { CodeDeliveryDetails: simulateDelivery(pool, username) };
  if (user === undefined) throw clientUserNotFound();
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
  if (!pool.definition.verifiesEmail || user.attributes['email'] === undefined) {
    throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
  }
  return { CodeDeliveryDetails: deliverCode(pool, user, 'signUp') };
}
