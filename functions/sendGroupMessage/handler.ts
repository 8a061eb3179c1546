import { createDocumentClient } from '../lib/createDocumentClient.ts';
import { createPublisher } from '../lib/createPublisher.ts';
import { loadSetting } from '../lib/loadSetting.ts';
import { timing } from '../lib/Timing.ts';
import { toCallerHandler } from '../lib/toHandler.ts';
import { sendGroupMessage } from './sendGroupMessage.ts';

export const handler = toCallerHandler(
  sendGroupMessage({
    documents: createDocumentClient(),
    timing,
    tables: {
      users: loadSetting('USERS_TABLE'),
      blockedUsers: loadSetting('BLOCKED_USERS_TABLE'),
      groupMemberships: loadSetting('GROUP_MEMBERSHIPS_TABLE'),
      conversations: loadSetting('CONVERSATIONS_TABLE'),
      participants: loadSetting('PARTICIPANTS_TABLE'),
      messages: loadSetting('MESSAGES_TABLE'),
      sendKeys: loadSetting('SEND_KEYS_TABLE'),
    },
    publish: createPublisher(loadSetting('GRAPHQL_URL'), timing),
    recipientsPerPublish: Number(loadSetting('RECIPIENTS_PER_PUBLISH')),
  }),
);
