import { timingSafeEqual } from 'node:crypto';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import { assertSecretHash } from '../pool/assertSecretHash.ts';
import { assertClientMayWrite, assertRequiredAttributes, toStoredAttributes } from '../pool/attributes.ts';
import { incorrectCredentials, notAuthorized } from '../pool/CognitoError.ts';
import { assertMaySignIn, toStoredPassword } from '../pool/password.ts';
import type { Pool, SrpChallenge } from '../pool/Pool.ts';
import { toClaimSignature, toSessionKey } from '../pool/srp.ts';
import type { User } from '../pool/User.ts';
import type { ClientCall, Output } from './Action.ts';
import { requiredParameter, requiredString, stringMap } from './readInput.ts';
import { openSession, signIn } from './signIn.ts';

export async function respondToAuthChallenge(call: ClientCall): Promise<Output> {
  const challenge = requiredString(call.input, 'ChallengeName');
  if (challenge === 'PASSWORD_VERIFIER') return verifyPassword(call);
  if (challenge === 'NEW_PASSWORD_REQUIRED') return setNewPassword(call);
  throw new UnsupportedFeatureError(`the challenge ${challenge} of Cognito's RespondToAuthChallenge`);
}

/** How far off the service lets TIMESTAMP be is unconfirmed; here it is only part of what is signed. */
async function verifyPassword({ pool, client, input }: ClientCall): Promise<Output> {
  const responses = stringMap(input, 'ChallengeResponses');
  const secretBlock = requiredParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = requiredParameter(responses, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = requiredParameter(responses, 'TIMESTAMP');
  assertSecretHash(client, requiredParameter(responses, 'USERNAME'), responses['SECRET_HASH']);
  const challenge = assertTaken(pool.srpChallenges.take(secretBlock), client.id);
  pool.lockout.assertOpen(challenge.lockoutName);

  const key = toSessionKey(challenge.exchange, challenge.verifier);
  const identity = { poolName: pool.name, username: challenge.userId };
  const expected = toClaimSignature(key, identity, { secretBlock: Buffer.from(secretBlock, 'base64'), timestamp });
  const user = userOf(pool, challenge);
  if (user === undefined || !isEqual(expected, Buffer.from(signature, 'base64'))) {
    pool.lockout.countFailure(challenge.lockoutName);
    throw incorrectCredentials();
  }
  pool.lockout.clear(challenge.lockoutName);
  return signIn(pool, { client, user, clientMetadata: stringMap(input, 'ClientMetadata') });
}

/** The user if the password is still the one that the exchange began with. */
function userOf(pool: Pool, { sub, verifier }: SrpChallenge): User | undefined {
  const user = sub === undefined ? undefined : pool.users.bySub(sub);
  return user?.password.verifier === verifier.toString(16) ? user : undefined;
}

async function setNewPassword({ pool, client, input }: ClientCall): Promise<Output> {
  const responses = stringMap(input, 'ChallengeResponses');
  const username = requiredParameter(responses, 'USERNAME');
  const newPassword = requiredParameter(responses, 'NEW_PASSWORD');
  assertSecretHash(client, username, responses['SECRET_HASH']);
  const user = pool.users.find(username);
  const attributes = toNewAttributes(responses);
  assertClientMayWrite(client, attributes);
  const stored = toStoredAttributes(pool, attributes);
  assertRequiredAttributes(pool, { ...user?.attributes, ...stored });
  const password = toStoredPassword(pool, user?.username ?? '', newPassword);
  const { sub } = assertTaken(pool.newPasswordChallenges.take(requiredString(input, 'Session')), client.id);
  if (user?.sub !== sub || user.status !== 'FORCE_CHANGE_PASSWORD')
    throw notAuthorized('Invalid session for the user.');
  assertMaySignIn(pool, user);

  const changed = pool.users.update(sub, {
    password,
    status: 'CONFIRMED',
    attributes: { ...user.attributes, ...stored },
  });
  if (changed === undefined) throw notAuthorized('Invalid session for the user.');
  return openSession(pool, {
    client,
    user: changed,
    clientMetadata: stringMap(input, 'ClientMetadata'),
    triggerSource: 'TokenGeneration_NewPasswordChallenge',
  });
}

function toNewAttributes(responses: Readonly<Record<string, string>>): Record<string, string> {
  const prefix = 'userAttributes.';
  return Object.fromEntries(
    Object.entries(responses)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

function assertTaken<Challenge extends { readonly clientId: string }>(
  challenge: Challenge | 'unknown' | 'expired',
  clientId: string,
): Challenge {
  if (challenge === 'expired') throw notAuthorized('Invalid session for the user, session is expired.');
  if (challenge === 'unknown' || challenge.clientId !== clientId) throw notAuthorized('Invalid session for the user.');
  return challenge;
}

function isEqual(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}
