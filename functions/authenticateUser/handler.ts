import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { createDocumentClient } from '../lib/createDocumentClient.ts';
import { loadSetting } from '../lib/loadSetting.ts';
import { timing } from '../lib/Timing.ts';
import { toPublicHandler } from '../lib/toHandler.ts';
import { authenticateUser } from './authenticateUser.ts';

export const handler = toPublicHandler(
  authenticateUser({
    ...createAccountDeps(),
    documents: createDocumentClient(),
    timing,
    usersTable: loadSetting('USERS_TABLE'),
  }),
);
