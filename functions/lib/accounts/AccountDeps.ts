import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { loadSetting } from '../lambda/loadSetting.ts';
import { createServerClient, type WithServerClient } from './createServerClient.ts';

/** What every function that speaks with Cognito is given. */
export interface AccountDeps {
  readonly cognito: CognitoIdentityProviderClient;
  readonly withServerClient: WithServerClient;
}

export const createAccountDeps = (): AccountDeps => ({
  cognito: new CognitoIdentityProviderClient({}),
  withServerClient: createServerClient(new SecretsManagerClient({}), loadSetting('SERVER_CLIENT_SECRET_ID')),
});
