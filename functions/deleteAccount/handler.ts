import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createDocumentClient } from '../lib/dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { timing } from '../lib/lambda/Timing.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
import { deleteAccount } from './deleteAccount.ts';

export const handler = toCallerHandler(
  deleteAccount({
    cognito: new CognitoIdentityProviderClient({}),
    documents: createDocumentClient(),
    timing,
    tables: {
      USERS_TABLE: loadSetting('USERS_TABLE'),
      GROUPS_TABLE: loadSetting('GROUPS_TABLE'),
      GROUP_MEMBERSHIPS_TABLE: loadSetting('GROUP_MEMBERSHIPS_TABLE'),
      CONVERSATIONS_TABLE: loadSetting('CONVERSATIONS_TABLE'),
      PARTICIPANTS_TABLE: loadSetting('PARTICIPANTS_TABLE'),
    },
    userPoolId: loadSetting('USER_POOL_ID'),
  }),
);
