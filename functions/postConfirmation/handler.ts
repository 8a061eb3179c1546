import { createDocumentClient } from '../lib/dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { timing } from '../lib/lambda/Timing.ts';
import { postConfirmation } from './postConfirmation.ts';

export const handler = postConfirmation({
  documents: createDocumentClient(),
  timing,
  usersTable: loadSetting('USERS_TABLE'),
});
