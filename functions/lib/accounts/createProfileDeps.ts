import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDocumentClient } from '../dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lambda/loadSetting.ts';
import { timing } from '../lambda/Timing.ts';
import { createUsernameHash } from './createUsernameHash.ts';
import type { ProfileDeps } from './putProfile.ts';

export const createProfileDeps = (): ProfileDeps => ({
  documents: createDocumentClient(),
  timing,
  usersTable: loadSetting('USERS_TABLE'),
  reservationsTable: loadSetting('USERNAME_RESERVATIONS_TABLE'),
  hashUsername: createUsernameHash(new SecretsManagerClient({}), loadSetting('USERNAME_KEY_SECRET_ID')),
});
