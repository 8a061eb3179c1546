import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDocumentClient } from '../lib/dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { timing } from '../lib/lambda/Timing.ts';
import { createEndSubscriptions } from './createEndSubscriptions.ts';
import { postConfirmation } from './postConfirmation.ts';

export const handler = postConfirmation({
  cognito: new CognitoIdentityProviderClient({}),
  documents: createDocumentClient(),
  timing,
  usersTable: loadSetting('USERS_TABLE'),
  endSubscriptions: createEndSubscriptions(new SecretsManagerClient({}), loadSetting('ENDPOINT_SECRET_ID')),
});
