import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Pool } from '../pool/Pool.ts';
import type { User } from '../pool/User.ts';
import type { ClientDefinition } from '../template/PoolDefinition.ts';
import { customizeIdToken } from './customizeIdToken.ts';
import type { TokenRequest } from './TokenRequest.ts';

/** `AuthenticationResult` without the refresh token. */
export interface IssuedTokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly ExpiresIn: number;
  readonly TokenType: 'Bearer';
}

const flags = ['email_verified', 'phone_number_verified'];

/**
 * Access and id token as the service writes them:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
export async function issueTokens(pool: Pool, request: TokenRequest): Promise<IssuedTokens> {
  const { client, user, session } = request;
  const issuedAt = Math.floor(pool.clock.now() / 1_000);
  const shared = {
    sub: user.sub,
    ...(user.groups.length > 0 ? { 'cognito:groups': user.groups } : {}),
    iss: pool.issuer,
    origin_jti: session.id,
    event_id: randomUUID(),
    auth_time: session.authTime,
    iat: issuedAt,
  };
  const accessToken = {
    ...shared,
    client_id: client.id,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    exp: issuedAt + client.accessTokenSeconds,
    jti: randomUUID(),
    username: user.username,
  };
  const idToken = {
    ...toIdClaims(user, client),
    ...shared,
    'cognito:username': user.username,
    aud: client.id,
    token_use: 'id',
    exp: issuedAt + client.idTokenSeconds,
    jti: randomUUID(),
  };
  return {
    AccessToken: await sign(pool, accessToken),
    IdToken: await sign(pool, await customizeIdToken(pool, idToken, request)),
    ExpiresIn: client.accessTokenSeconds,
    TokenType: 'Bearer',
  };
}

function toIdClaims(user: User, client: ClientDefinition): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(user.attributes)
      .filter(([name]) => client.readAttributes?.has(name) ?? true)
      .map(([name, value]) => [name, flags.includes(name) ? value === 'true' : value]),
  );
}

function sign(pool: Pool, claims: Record<string, unknown>): Promise<string> {
  const { kid, privateKey } = pool.signingKey;
  return new SignJWT(claims).setProtectedHeader({ kid, alg: 'RS256' }).sign(privateKey);
}
