import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createDocumentClient } from '../createDocumentClient.ts';
import { loadSetting } from '../loadSetting.ts';
import { timing } from '../Timing.ts';
import type { AdministrationDeps } from './setStatus.ts';

export const createAdministrationDeps = (): AdministrationDeps => ({
  cognito: new CognitoIdentityProviderClient({}),
  documents: createDocumentClient(),
  timing,
  usersTable: loadSetting('USERS_TABLE'),
  userPoolId: loadSetting('USER_POOL_ID'),
});
