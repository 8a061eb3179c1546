import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ClientDefinition } from '../template/PoolDefinition.ts';
import { notAuthorized } from './CognitoError.ts';

/**
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 * @throws CognitoError when a confidential client does not show its secret; what the service says to a public client
 *   that shows one is unconfirmed
 */
export function assertSecretHash(client: ClientDefinition, username: string, secretHash: string | undefined): void {
  assertSecretReceived(client, secretHash);
  if (client.secret === undefined) return;
  const expected = createHmac('sha256', client.secret).update(`${username}${client.id}`).digest();
  assertEqualSecret(client, expected, Buffer.from(secretHash ?? '', 'base64'));
}

/** The same for the calls that take the secret itself. */
export function assertClientSecret(client: ClientDefinition, secret: string | undefined): void {
  assertSecretReceived(client, secret);
  if (client.secret !== undefined) assertEqualSecret(client, Buffer.from(client.secret), Buffer.from(secret ?? ''));
}

function assertSecretReceived(client: ClientDefinition, received: string | undefined): void {
  if (client.secret !== undefined && received === undefined) {
    throw notAuthorized(`Client ${client.id} is configured for secret but secret was not received`);
  }
  if (client.secret === undefined && received !== undefined) {
    throw notAuthorized(`Client ${client.id} is not configured for secret but secret was received`);
  }
}

function assertEqualSecret(client: ClientDefinition, expected: Buffer, given: Buffer): void {
  if (expected.length === given.length && timingSafeEqual(expected, given)) return;
  throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}
