import { randomUUID } from 'node:crypto';
import { groupConversationId } from '../../domain/conversationId.ts';
import type { Inbox } from '../support/Inbox.ts';
import type { Person } from '../support/Person.ts';
import { RoleSession } from '../support/RoleSession.ts';
import type { World } from '../support/useWorld.ts';
import { tableName } from './tableName.ts';

export interface CrowdOptions {
  /** Members of the group, its owner and those who listen included. */
  readonly size: number;
  readonly listeners: number;
  readonly socketsPerListener: number;
}

/** A DynamoDB transaction takes so many actions, two for each member. */
const membersPerTransaction = 50;

/** Two columns of one member, as `addUserToGroup` writes them. */
const toPuts = (tables: Tables, groupId: string, userId: string): readonly unknown[] => {
  const joinedAt = { S: new Date().toISOString() };
  const fromSeq = { N: '0' };
  return [
    {
      Put: {
        TableName: tables.memberships,
        Item: { groupId: { S: groupId }, userId: { S: userId }, role: { S: 'MEMBER' }, joinedAt, fromSeq },
      },
    },
    {
      Put: {
        TableName: tables.participants,
        Item: {
          userId: { S: userId },
          conversationId: { S: groupConversationId(groupId) },
          groupId: { S: groupId },
          readSeq: { N: '0' },
          fromSeq,
          joinedAt,
        },
      },
    },
  ];
};

interface Tables {
  readonly memberships: string;
  readonly participants: string;
  readonly groups: string;
}

const tablesOf = ({ runtime }: World): Tables => ({
  memberships: tableName(runtime, 'GroupMemberships'),
  participants: tableName(runtime, 'Participants'),
  groups: tableName(runtime, 'Groups'),
});

/** Puts people into a group faster than the API would, by the rights of the source that does it for the API. */
const fill = async (world: World, groupId: string, userIds: readonly string[]): Promise<void> => {
  const role = new RoleSession(world.runtime, 'SourcesgroupsRole');
  const tables = tablesOf(world);
  const call = async (operation: string, input: Readonly<Record<string, unknown>>): Promise<void> => {
    const { status, body } = await role.call('dynamodb', `DynamoDB_20120810.${operation}`, input);
    if (status !== 200) throw new Error(`${operation} was refused: ${JSON.stringify(body)}`);
  };
  for (let start = 0; start < userIds.length; start += membersPerTransaction) {
    const some = userIds.slice(start, start + membersPerTransaction);
    await call('TransactWriteItems', { TransactItems: some.flatMap((userId) => toPuts(tables, groupId, userId)) });
  }
  await call('UpdateItem', {
    TableName: tables.groups,
    Key: { groupId: { S: groupId } },
    UpdateExpression: 'SET memberCount = memberCount + :more',
    ExpressionAttributeValues: { ':more': { N: String(userIds.length) } },
  });
};

/** A group of any size: its owner, some people with open sockets, and many who are members only. */
export class Crowd {
  readonly owner: Person;
  readonly groupId: string;
  readonly listeners: readonly Person[];
  /** The sockets of each listener, in the listeners' order. */
  readonly inboxes: readonly (readonly Inbox[])[];

  private constructor(crowd: Pick<Crowd, 'owner' | 'groupId' | 'listeners' | 'inboxes'>) {
    this.owner = crowd.owner;
    this.groupId = crowd.groupId;
    this.listeners = crowd.listeners;
    this.inboxes = crowd.inboxes;
  }

  static async gather(world: World, { size, listeners, socketsPerListener }: CrowdOptions): Promise<Crowd> {
    const { owner } = await world.people('owner');
    const people: Person[] = [];
    for (let index = 0; index < listeners; index += 1) people.push(await world.visitor.joins(`listener${index}`));
    const { id: groupId } = await owner.createGroup({ name: `A crowd of ${size}` });
    const strangers = Array.from({ length: size - 1 - listeners }, () => randomUUID());
    await fill(world, groupId, [...people.map(({ id }) => id), ...strangers]);
    const inboxes: Inbox[][] = [];
    for (const person of people) {
      inboxes.push(await Promise.all(Array.from({ length: socketsPerListener }, () => person.onMessage())));
    }
    return new Crowd({ owner, groupId, listeners: people, inboxes });
  }

  disperse(): void {
    for (const inbox of this.inboxes.flat()) inbox.close();
  }
}
