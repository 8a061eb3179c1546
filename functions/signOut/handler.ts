import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createDocumentClient } from '../lib/createDocumentClient.ts';
import { loadSetting } from '../lib/loadSetting.ts';
import { timing } from '../lib/Timing.ts';
import { toCallerHandler } from '../lib/toHandler.ts';
import { signOut } from './signOut.ts';

export const handler = toCallerHandler(
  signOut({
    cognito: new CognitoIdentityProviderClient({}),
    documents: createDocumentClient(),
    timing,
    usersTable: loadSetting('USERS_TABLE'),
    userPoolId: loadSetting('USER_POOL_ID'),
  }),
);
