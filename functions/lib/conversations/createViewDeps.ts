import { createDocumentClient } from '../dynamodb/createDocumentClient.ts';
import { loadSetting } from '../lambda/loadSetting.ts';
import { timing } from '../lambda/Timing.ts';
import type { ViewDeps } from './toConversations.ts';

/** What the functions that answer with conversations are given. */
export const createViewDeps = (): ViewDeps => ({
  documents: createDocumentClient(),
  timing,
  tables: {
    users: loadSetting('USERS_TABLE'),
    blockedUsers: loadSetting('BLOCKED_USERS_TABLE'),
    groups: loadSetting('GROUPS_TABLE'),
    groupMemberships: loadSetting('GROUP_MEMBERSHIPS_TABLE'),
    conversations: loadSetting('CONVERSATIONS_TABLE'),
    participants: loadSetting('PARTICIPANTS_TABLE'),
    messages: loadSetting('MESSAGES_TABLE'),
  },
});
