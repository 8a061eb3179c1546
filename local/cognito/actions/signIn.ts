import { assertMaySignIn } from '../pool/password.ts';
import type { Pool } from '../pool/Pool.ts';
import type { User } from '../pool/User.ts';
import type { ClientDefinition } from '../template/PoolDefinition.ts';
import { issueTokens } from '../tokens/issueTokens.ts';

export interface SignIn {
  readonly client: ClientDefinition;
  readonly user: User;
  readonly clientMetadata: Readonly<Record<string, string>>;
}

/** What follows the right password: tokens, or the challenge to choose another. */
export async function signIn(pool: Pool, request: SignIn): Promise<Record<string, unknown>> {
  const { client, user } = request;
  assertMaySignIn(pool, user);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    return openSession(pool, { ...request, triggerSource: 'TokenGeneration_Authentication' });
  }
  const session = pool.newPasswordChallenges.put({ clientId: client.id, sub: user.sub }, client.challengeSeconds);
  const required = [...pool.definition.attributes]
    .filter(([name, attribute]) => attribute.required && user.attributes[name] === undefined)
    .map(([name]) => `userAttributes.${name}`);
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(required),
      userAttributes: JSON.stringify(user.attributes),
    },
    Session: session,
  };
}

export async function openSession(
  pool: Pool,
  request: SignIn & { readonly triggerSource: string },
): Promise<Record<string, unknown>> {
  const { client, user } = request;
  const { session, refreshToken } = pool.sessions.open(user.sub, client.id, client.refreshTokenSeconds);
  const tokens = await issueTokens(pool, { ...request, session });
  return { AuthenticationResult: { ...tokens, RefreshToken: refreshToken }, ChallengeParameters: {} };
}
