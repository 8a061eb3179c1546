import { invalidParameter, notAuthorized } from '../pool/CognitoError.ts';
import { assertRefreshable } from '../pool/createSessions.ts';
import { assertMaySignIn } from '../pool/password.ts';
import { issueTokens, type IssuedTokens } from '../tokens/issueTokens.ts';
import type { ClientCall } from './Action.ts';
import { stringMap } from './readInput.ts';

/**
 * New access and id tokens of a sign-in, at the client that issued the refresh token, which stays as it is. What the
 * service says when the user has been deleted is unconfirmed.
 */
export async function refreshTokens({ pool, client, input }: ClientCall, refreshToken: string): Promise<IssuedTokens> {
  if (!client.authFlows.has('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalidParameter('Refresh Token flow not enabled for this client');
  }
  const session = pool.sessions.byRefreshToken(refreshToken);
  if (session?.clientId !== client.id) throw notAuthorized('Invalid Refresh Token');
  const user = pool.users.bySub(session.sub);
  if (user === undefined) throw notAuthorized('Invalid Refresh Token');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  assertRefreshable(session, pool.clock);
  assertMaySignIn(pool, user);
  return issueTokens(pool, {
    client,
    user,
    session,
    triggerSource: 'TokenGeneration_RefreshTokens',
    clientMetadata: stringMap(input, 'ClientMetadata'),
  });
}
