import { createDocumentClient } from '../lib/createDocumentClient.ts';
import { loadSetting } from '../lib/loadSetting.ts';
import { timing } from '../lib/Timing.ts';
import { toCallerHandler } from '../lib/toHandler.ts';
import { messages } from './messages.ts';

export const handler = toCallerHandler(
  messages({
    documents: createDocumentClient(),
    timing,
    tables: {
      blockedUsers: loadSetting('BLOCKED_USERS_TABLE'),
      conversations: loadSetting('CONVERSATIONS_TABLE'),
      participants: loadSetting('PARTICIPANTS_TABLE'),
      messages: loadSetting('MESSAGES_TABLE'),
    },
  }),
);
