import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createProfileDeps } from '../lib/accounts/createProfileDeps.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { createEndSubscriptions } from './createEndSubscriptions.ts';
import { postConfirmation } from './postConfirmation.ts';

export const handler = postConfirmation({
  cognito: new CognitoIdentityProviderClient({}),
  ...createProfileDeps(),
  endSubscriptions: createEndSubscriptions(new SecretsManagerClient({}), loadSetting('ENDPOINT_SECRET_ID')),
});
