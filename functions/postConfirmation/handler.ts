import { createDocumentClient } from '../lib/createDocumentClient.ts';
import { loadSetting } from '../lib/loadSetting.ts';
import { timing } from '../lib/Timing.ts';
import { postConfirmation } from './postConfirmation.ts';

export const handler = postConfirmation({
  documents: createDocumentClient(),
  timing,
  usersTable: loadSetting('USERS_TABLE'),
});
