import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { createDocumentClient } from '../lib/dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { timing } from '../lib/lambda/Timing.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { authenticateUser } from './authenticateUser.ts';

export const handler = toPublicHandler(
  authenticateUser({
    ...createAccountDeps(),
    documents: createDocumentClient(),
    timing,
    usersTable: loadSetting('USERS_TABLE'),
  }),
);
