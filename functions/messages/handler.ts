import { createDocumentClient } from '../lib/dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { timing } from '../lib/lambda/Timing.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
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
