import { AttributeType, type Attribute } from 'aws-cdk-lib/aws-dynamodb';

const string = (name: string): Attribute => ({ name, type: AttributeType.STRING });
const number = (name: string): Attribute => ({ name, type: AttributeType.NUMBER });

interface TableShape {
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  readonly indexes?: Readonly<Record<string, { readonly partitionKey: Attribute; readonly sortKey?: Attribute }>>;
  readonly timeToLiveAttribute?: string;
  /** The variable under which functions and resolvers find the table's name. */
  readonly variable: string;
}

/** One table per noun: docs/data-model.md lists attributes and access patterns. */
export const tables = {
  Users: {
    variable: 'USERS_TABLE',
    partitionKey: string('userId'),
    indexes: { byUsername: { partitionKey: string('username') } },
  },
  UsernameReservations: { variable: 'USERNAME_RESERVATIONS_TABLE', partitionKey: string('usernameHash') },
  BlockedUsers: {
    variable: 'BLOCKED_USERS_TABLE',
    partitionKey: string('blockedId'),
    sortKey: string('blockerId'),
    indexes: { byBlocker: { partitionKey: string('blockerId'), sortKey: string('blockedId') } },
  },
  Groups: { variable: 'GROUPS_TABLE', partitionKey: string('groupId') },
  GroupMemberships: {
    variable: 'GROUP_MEMBERSHIPS_TABLE',
    partitionKey: string('groupId'),
    sortKey: string('userId'),
  },
  Conversations: { variable: 'CONVERSATIONS_TABLE', partitionKey: string('conversationId') },
  Participants: {
    variable: 'PARTICIPANTS_TABLE',
    partitionKey: string('userId'),
    sortKey: string('conversationId'),
  },
  Messages: { variable: 'MESSAGES_TABLE', partitionKey: string('conversationId'), sortKey: number('seq') },
  SendKeys: {
    variable: 'SEND_KEYS_TABLE',
    partitionKey: string('senderId'),
    sortKey: string('clientMessageId'),
    timeToLiveAttribute: 'expiresAt',
  },
} as const satisfies Record<string, TableShape>;

export type TableName = keyof typeof tables;
export type { TableShape };
