import { timingSafeEqual } from 'node:crypto';
import { CognitoError } from '../pool/CognitoError.ts';
import type { ClientCall, Output } from './Action.ts';
import { optionalString, requiredString } from './readInput.ts';

/** Ends a sign-in: its refresh token, and its access tokens for the pool's own API. Once more is no error. */
export function revokeToken({ pool, client, input }: ClientCall): Output {
  const token = requiredString(input, 'Token');
  const given = Buffer.from(optionalString(input, 'ClientSecret') ?? '');
  const expected = Buffer.from(client.secret ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new CognitoError('UnauthorizedException', 'Invalid client or secret');
  }
  const session = pool.sessions.byRefreshToken(token);
  if (session?.clientId === client.id) pool.sessions.revoke(session.id);
  return {};
}
