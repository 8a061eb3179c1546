import { createDocumentClient } from '../lib/dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { timing } from '../lib/lambda/Timing.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
import { checkMessages } from './checkMessages.ts';

export const handler = toCallerHandler(
  checkMessages({
    documents: createDocumentClient(),
    timing,
    tables: {
      participants: loadSetting('PARTICIPANTS_TABLE'),
      conversations: loadSetting('CONVERSATIONS_TABLE'),
      messages: loadSetting('MESSAGES_TABLE'),
      blockedUsers: loadSetting('BLOCKED_USERS_TABLE'),
    },
  }),
);
