import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { AuthSession } from '../../../generated/types.ts';

/** The `sub` of a token that Cognito has just given us over TLS: nothing is left to verify. */
const subOf = (token: string): string => {
  const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub?: string };
  if (payload.sub === undefined) throw new Error('Cognito gave a token without a sub.');
  return payload.sub;
};

export const toAuthSession = (result: AuthenticationResultType | undefined): AuthSession => {
  const { AccessToken, IdToken, RefreshToken, ExpiresIn, TokenType } = result ?? {};
  if (AccessToken === undefined || IdToken === undefined || ExpiresIn === undefined) {
    throw new Error('Cognito gave a sign-in without tokens.');
  }
  return {
    accessToken: AccessToken,
    idToken: IdToken,
    refreshToken: RefreshToken ?? null,
    expiresIn: ExpiresIn,
    tokenType: TokenType ?? 'Bearer',
    userId: subOf(AccessToken),
  };
};
