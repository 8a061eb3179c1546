import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createDocumentClient } from '../dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lambda/loadSetting.ts';
import { timing } from '../lambda/Timing.ts';
import type { AdministrationDeps } from './setStatus.ts';

export const createAdministrationDeps = (): AdministrationDeps => ({
  cognito: new CognitoIdentityProviderClient({}),
  documents: createDocumentClient(),
  timing,
  usersTable: loadSetting('USERS_TABLE'),
  userPoolId: loadSetting('USER_POOL_ID'),
});
