import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createUsernameHash } from '../lib/accounts/createUsernameHash.ts';
import { createDocumentClient } from '../lib/dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { preSignUp } from './preSignUp.ts';

export const handler = preSignUp({
  documents: createDocumentClient(),
  reservationsTable: loadSetting('USERNAME_RESERVATIONS_TABLE'),
  hashUsername: createUsernameHash(new SecretsManagerClient({}), loadSetting('USERNAME_KEY_SECRET_ID')),
});
