import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { AuthSession } from '../../../generated/types.ts';
import { claimsOf } from './claimsOf.ts';

const subOf = (token: string): string => {
  const { sub } = claimsOf(token);
  if (sub === undefined) throw new Error('Cognito gave a token without a sub.');
  return sub;
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
