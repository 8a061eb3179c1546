import { assertSecretHash } from '../pool/assertSecretHash.ts';
import { deliverCode, simulateDelivery } from '../pool/codeDelivery.ts';
import { clientUserNotFound, invalidParameter, notAuthorized, type CognitoError } from '../pool/CognitoError.ts';
import type { Pool } from '../pool/Pool.ts';
import { hasVerifiedEmail, type User } from '../pool/User.ts';
import type { ClientCall, Output } from './Action.ts';
import { optionalString, requiredString } from './readInput.ts';

/**
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html: whoever cannot
 * get a code is told of a simulated one. The service is said to answer an InvalidParameterException at times instead.
 */
export function forgotPassword({ pool, client, input }: ClientCall): Output {
  const username = requiredString(input, 'Username');
  assertSecretHash(client, username, optionalString(input, 'SecretHash'));
  pool.limits.count('ForgotPassword', pool.users.normalize(username));
  const user = pool.users.find(username);
  if (user === undefined) {
    if (client.hidesUsers) return { CodeDeliveryDetails: simulateDelivery(pool, username) };
    throw clientUserNotFound();
  }
  const obstacle = obstacleOf(pool, user);
  if (obstacle !== undefined) {
    if (client.hidesUsers) return { CodeDeliveryDetails: simulateDelivery(pool, username) };
    throw obstacle;
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw notAuthorized('User password cannot be reset in the current state.');
  }
  return { CodeDeliveryDetails: deliverCode(pool, user, 'resetPassword') };
}

function obstacleOf(pool: Pool, user: User): CognitoError | undefined {
  if (!user.enabled) return notAuthorized('User is disabled.');
  if (pool.definition.recoversByEmail && hasVerifiedEmail(user)) return undefined;
  return invalidParameter(
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  );
}
