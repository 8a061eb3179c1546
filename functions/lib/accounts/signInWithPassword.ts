import { InitiateAuthCommand, type InitiateAuthCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import type { AccountDeps } from './AccountDeps.ts';

/** One password sign-in through the confidential client; throws Cognito's exceptions. */
export const signInWithPassword = (
  { cognito, withServerClient }: AccountDeps,
  username: string,
  password: string,
): Promise<InitiateAuthCommandOutput> =>
  withServerClient(({ clientId, secretHash }) =>
    cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: username, PASSWORD: password, SECRET_HASH: secretHash(username) },
      }),
    ),
  );
