import { createDocumentClient } from '../lib/dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { timing } from '../lib/lambda/Timing.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
import { createPublisher } from '../lib/send/createPublisher.ts';
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
