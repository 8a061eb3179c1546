import { on, onIndex, type TableGrant } from './TableGrant.ts';
import type { TableName } from './tables.ts';

interface TableSource {
  /** The table of requests that name none. */
  readonly table: TableName;
  readonly grants: readonly TableGrant[];
}

/** The DynamoDB data sources, one per capability, each with a role of its own. */
export const tableSources = {
  profiles: {
    table: 'Users',
    grants: [on('Users', 'GetItem', 'BatchGetItem', 'UpdateItem'), onIndex('Users', 'byUsername')],
  },
  blocks: {
    table: 'BlockedUsers',
    grants: [on('BlockedUsers', 'UpdateItem', 'DeleteItem'), onIndex('BlockedUsers', 'byBlocker')],
  },
  /** What members see of their groups. */
  groupViews: {
    table: 'Groups',
    grants: [on('Groups', 'BatchGetItem'), on('GroupMemberships', 'BatchGetItem')],
  },
  myStays: { table: 'Participants', grants: [on('Participants', 'Query')] },
  groupMembers: { table: 'GroupMemberships', grants: [on('GroupMemberships', 'Query')] },
  /** Groups, who is in which one, and in what role. */
  groups: {
    table: 'Groups',
    grants: [
      on('Groups', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'),
      on('GroupMemberships', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
      on('Conversations', 'BatchGetItem', 'PutItem', 'UpdateItem'),
      on('Participants', 'BatchGetItem', 'PutItem', 'UpdateItem'),
      on('BlockedUsers', 'BatchGetItem', 'ConditionCheckItem'),
      on('Users', 'BatchGetItem', 'ConditionCheckItem'),
    ],
  },
  live: { table: 'Users', grants: [on('Users', 'GetItem')] },
} as const satisfies Record<string, TableSource>;

export type TableSourceName = keyof typeof tableSources;
export type DataSourceName = TableSourceName | 'none';
