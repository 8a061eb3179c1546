import { GetTokensFromRefreshTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { AuthSession, MutationRefreshSessionArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';
import { toAuthSession } from '../lib/accounts/toAuthSession.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

/** An app client whose secret was rotated also answers NotAuthorizedException; that one is not about the token. */
const isRefused = (error: unknown): boolean =>
  isNamed(error, 'NotAuthorizedException') ||
  isNamed(error, 'UserNotFoundException') ||
  isNamed(error, 'InvalidParameterException') ||
  isNamed(error, 'RefreshTokenReuseException');

/** New tokens for a refresh token of the confidential client. */
export const refreshSession =
  ({ cognito, withServerClient }: AccountDeps) =>
  ({ refreshToken }: MutationRefreshSessionArgs): Promise<AuthSession> =>
    withDomainErrors(async () => {
      try {
        const { AuthenticationResult } = await withServerClient(({ clientId, clientSecret }) =>
          cognito.send(
            new GetTokensFromRefreshTokenCommand({
              RefreshToken: refreshToken,
              ClientId: clientId,
              ClientSecret: clientSecret,
            }),
          ),
        );
        return toAuthSession(AuthenticationResult);
      } catch (error) {
        if (isRefused(error)) throw new DomainError(ErrorType.Unauthorized, 'Please sign in again.');
        throw error;
      }
    });
