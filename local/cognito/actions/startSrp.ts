import { assertSecretHash } from '../pool/assertSecretHash.ts';
import { invalidParameter, userNotFound } from '../pool/CognitoError.ts';
import { secretOf, simulatedPassword, toLockoutName } from '../pool/password.ts';
import type { Pool } from '../pool/Pool.ts';
import { prime, startExchange } from '../pool/srp.ts';
import type { ClientCall, Output } from './Action.ts';
import { requiredParameter, stringMap } from './readInput.ts';

/** The first half of USER_SRP_AUTH: salt and `B` for the client's `A`, also for a name that nobody has. */
export function startSrp({ pool, client, input }: ClientCall): Output {
  if (!client.authFlows.has('ALLOW_USER_SRP_AUTH')) {
    throw invalidParameter('USER_SRP_AUTH is not enabled for the client.');
  }
  const parameters = stringMap(input, 'AuthParameters');
  const name = requiredParameter(parameters, 'USERNAME');
  const clientPublic = toClientPublic(requiredParameter(parameters, 'SRP_A'));
  assertSecretHash(client, name, parameters['SECRET_HASH']);
  const user = pool.users.find(name);
  if (user === undefined && !client.hidesUsers) throw userNotFound();

  const normalized = pool.users.normalize(name);
  const password = user?.password ?? simulatedPassword(pool, normalized);
  const userId = user?.username ?? simulatedUserId(pool, normalized);
  const verifier = BigInt(`0x${password.verifier}`);
  const exchange = startExchange(clientPublic, verifier);
  const secretBlock = pool.srpChallenges.put(
    {
      clientId: client.id,
      lockoutName: toLockoutName(pool, name, user),
      userId,
      sub: user?.sub,
      verifier,
      exchange,
    },
    client.challengeSeconds,
  );
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: password.salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: exchange.serverPublic.toString(16),
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  };
}

/** An `A` that the prime divides would make the password of no matter. */
function toClientPublic(hexadecimal: string): bigint {
  const value = /^[0-9a-f]{1,1024}$/i.test(hexadecimal) ? BigInt(`0x${hexadecimal}`) : 0n;
  // The service's text is unconfirmed.
  if (value % prime === 0n) throw invalidParameter('Invalid value for SRP_A.');
  return value;
}

/** The service shows a UUID, the same each time, for a name that nobody has: see `forgotPassword` for the page. */
function simulatedUserId(pool: Pool, username: string): string {
  const digits = secretOf(pool, `user id ${username}`);
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) % 4);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}
