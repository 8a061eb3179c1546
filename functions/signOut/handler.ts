import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createDocumentClient } from '../lib/dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { timing } from '../lib/lambda/Timing.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
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
