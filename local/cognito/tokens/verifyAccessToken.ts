import { errors, jwtVerify, type JWTPayload } from 'jose';
import { notAuthorized, userNotFound } from '../pool/CognitoError.ts';
import type { SignInSession } from '../pool/createSessions.ts';
import type { Pool } from '../pool/Pool.ts';
import type { User } from '../pool/User.ts';

/** @throws CognitoError unless the pool signed the token, it is an access token, and nothing has ended it since */
export async function verifyAccessToken(pool: Pool, token: string): Promise<{ user: User; session: SignInSession }> {
  const claims = await verify(pool, token);
  const { sub, origin_jti: sessionId, token_use: use } = claims;
  if (use !== 'access' || sub === undefined || typeof sessionId !== 'string')
    throw notAuthorized('Invalid Access Token');
  const user = pool.users.bySub(sub);
  if (user === undefined) throw userNotFound();
  if (!user.enabled) throw notAuthorized('User is disabled.');
  const session = pool.sessions.byId(sessionId);
  if (session === undefined || session.revoked) throw notAuthorized('Access Token has been revoked');
  return { user, session };
}

async function verify(pool: Pool, token: string): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, pool.signingKey.publicKey, {
      algorithms: ['RS256'],
      issuer: pool.issuer,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(pool.clock.now()),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw notAuthorized('Access Token has expired');
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw notAuthorized('Could not verify signature for Access Token');
    }
    throw notAuthorized('Invalid Access Token');
  }
}
