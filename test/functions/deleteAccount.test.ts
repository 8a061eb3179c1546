import { AdminDeleteUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type BatchGetCommandInput,
  type QueryCommandInput,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import { deleteAccount } from '../../functions/deleteAccount/deleteAccount.ts';
import { bySeniority } from '../../functions/deleteAccount/succession.ts';
import { exception } from './AccountWorld.ts';
import { cancelled, type Item } from './FakeTables.ts';
import { FakeTiming } from './FakeTiming.ts';
import { ana, aUser, boId, noon } from './SendWorld.ts';

const groupId = 'dddddddd-4444-4444-8444-444444444444';
const conversationId = `group:${groupId}`;
const nowSeconds = noon / 1000;

const tables = {
  USERS_TABLE: 'Users',
  GROUPS_TABLE: 'Groups',
  GROUP_MEMBERSHIPS_TABLE: 'GroupMemberships',
  CONVERSATIONS_TABLE: 'Conversations',
  PARTICIPANTS_TABLE: 'Participants',
};

const aMember = (userId: string, role: GroupRole, joinedAt = '2026-01-01T00:00:00.000Z') => ({
  groupId,
  userId,
  role,
  joinedAt,
  fromSeq: 3,
});

const aStay = (more: Item = {}): Item => ({
  userId: ana.userId,
  conversationId,
  groupId,
  readSeq: 7,
  fromSeq: 3,
  ...more,
});

/** Ana in a group with seven messages; the tables answer what they hold and keep nothing. */
class DeletionWorld {
  readonly timing = new FakeTiming(noon);
  readonly #cognitoClient = new CognitoIdentityProviderClient({ region: 'us-east-1' });
  readonly #documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  readonly cognito = mockClient(this.#cognitoClient);
  readonly database = mockClient(this.#documents);
  stays: Item[] = [aStay()];
  members: Item[] = [aMember(ana.userId, 'MEMBER'), aMember(boId, 'OWNER')];
  people: Item[] = [aUser(boId, 'bo')];
  readonly order: string[] = [];

  constructor() {
    this.cognito.on(AdminDeleteUserCommand).callsFake(() => {
      this.order.push('Cognito');
      return {};
    });
    this.database.on(UpdateCommand).callsFake(() => {
      this.order.push('profile');
      return {};
    });
    this.database.on(QueryCommand).callsFake(({ TableName }: QueryCommandInput) => ({
      Items: TableName === 'Participants' ? this.stays : this.members,
    }));
    this.database.on(BatchGetCommand).callsFake((input: BatchGetCommandInput) => this.#batchGet(input));
    this.database.on(TransactWriteCommand).callsFake(() => {
      this.order.push('transaction');
      return {};
    });
  }

  run(): Promise<boolean> {
    const { timing } = this;
    const deps = { cognito: this.#cognitoClient, documents: this.#documents, timing, tables, userPoolId: 'pool' };
    return deleteAccount(deps)(ana);
  }

  /** What the transactions did, action by action. */
  transactions(): NonNullable<TransactWriteCommandInput['TransactItems']>[] {
    return this.database.commandCalls(TransactWriteCommand).map(({ args: [{ input }] }) => input.TransactItems ?? []);
  }

  #batchGet({ RequestItems = {} }: BatchGetCommandInput): { Responses: Record<string, Item[]> } {
    const held: Record<string, Item[]> = {
      Users: this.people,
      Groups: [{ groupId, name: 'Club', memberCount: this.members.length }],
      GroupMemberships: this.members,
      Conversations: [{ conversationId, kind: 'GROUP', lastSeq: 7 }],
      Participants: this.stays,
    };
    const found = Object.entries(RequestItems).map(([table, { Keys = [] }]) => [
      table,
      Keys.flatMap(
        (key) => held[table]?.filter((item) => Object.keys(key).every((name) => item[name] === key[name])) ?? [],
      ),
    ]);
    return { Responses: Object.fromEntries(found) as Record<string, Item[]> };
  }
}

describe('deleteAccount', () => {
  it('takes the profile first, then the groups, and the sign-in by its id last', async () => {
    const world = new DeletionWorld();

    await expect(world.run()).resolves.toBe(true);

    expect(world.order).toEqual(['profile', 'transaction', 'transaction', 'Cognito']);
    expect(world.database.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
      Key: { userId: ana.userId },
      ConditionExpression:
        '(attribute_not_exists(#status) OR #status <> :disabled) AND ' +
        '(attribute_not_exists(signedOutAt) OR signedOutAt < :authTime)',
      ExpressionAttributeValues: {
        ':deleted': 'DELETED',
        ':username': `deleted-${ana.userId}`,
        ':displayName': 'Deleted user',
        ':authTime': ana.authTime,
      },
    });
    expect(world.cognito.commandCalls(AdminDeleteUserCommand)[0]?.args[0].input).toEqual({
      UserPoolId: 'pool',
      Username: ana.userId,
    });
  });

  it('does nothing else for a token that was signed out or a disabled account', async () => {
    const world = new DeletionWorld();
    world.database.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: 'No.', $metadata: {} }));

    await expect(world.run()).rejects.toMatchObject({ type: 'Unauthorized', message: 'Please sign in again.' });

    expect(world.order).toEqual([]);
    expect(world.database.calls()).toHaveLength(1);
  });

  it('is done all the same beside transactions on the profile and the group', async () => {
    const world = new DeletionWorld();
    world.database
      .on(UpdateCommand)
      .rejectsOnce(new TransactionConflictException({ message: 'Ongoing.', $metadata: {} }))
      .resolves({});
    world.database
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled(['None', 'TransactionConflict', 'None']))
      .rejectsOnce(cancelled(['ConditionalCheckFailed', 'None', 'None']))
      .resolves({});

    await expect(world.run()).resolves.toBe(true);

    expect(world.transactions()).toHaveLength(4);
    expect(world.timing.sleeps).toHaveLength(3);
  });

  it('takes an absent sign-in for its own work, and leaves no other failure unsaid', async () => {
    const world = new DeletionWorld();
    world.cognito
      .on(AdminDeleteUserCommand)
      .rejectsOnce(exception('UserNotFoundException'))
      .rejectsOnce(exception('InternalErrorException'));

    await expect(world.run()).resolves.toBe(true);
    await expect(world.run()).rejects.toMatchObject({ type: 'Unavailable' });
  });

  it('says to go on when the time does not suffice for all groups', async () => {
    const world = new DeletionWorld();
    world.stays = Array.from({ length: 30 }, () => aStay());
    world.database.on(TransactWriteCommand).callsFake(() => {
      world.timing.time += 1_000;
      return {};
    });

    await expect(world.run()).rejects.toMatchObject({ type: 'Unavailable' });

    expect(world.order).toEqual(['profile']);
  });
});

describe('deleteAccount of a stay', () => {
  it('closes it where the group stood, and settles the end where it stands then', async () => {
    const world = new DeletionWorld();

    await world.run();

    const [departure, end] = world.transactions();
    expect(departure).toEqual([
      {
        Delete: {
          TableName: 'GroupMemberships',
          Key: { groupId, userId: ana.userId },
          ConditionExpression: '#role = :role',
          ExpressionAttributeNames: { '#role': 'role' },
          ExpressionAttributeValues: { ':role': 'MEMBER' },
        },
      },
      {
        Update: {
          TableName: 'Participants',
          Key: { userId: ana.userId, conversationId },
          UpdateExpression: 'SET closed = list_append(if_not_exists(closed, :none), :stay) REMOVE fromSeq, joinedAt',
          ConditionExpression: 'fromSeq = :from AND attribute_not_exists(closed)',
          ExpressionAttributeValues: {
            ':none': [],
            ':stay': [
              { fromSeq: 3, untilSeq: 7, role: 'MEMBER', joinedAt: '2026-01-01T00:00:00.000Z', closing: nowSeconds },
            ],
            ':from': 3,
          },
        },
      },
      {
        Update: {
          TableName: 'Groups',
          Key: { groupId },
          UpdateExpression: 'SET memberCount = memberCount - :one',
          ConditionExpression: 'attribute_not_exists(deletedAt)',
          ExpressionAttributeValues: { ':one': 1 },
        },
      },
    ]);
    expect(end).toMatchObject([
      {
        Update: {
          UpdateExpression: 'SET closed[0].untilSeq = :last REMOVE closed[0].closing',
          ExpressionAttributeValues: { ':last': 7 },
        },
      },
    ]);
  });

  it.each([
    ['settles an end that was left open a minute ago', 60, 1],
    ['leaves an end as it is that was left open before', 61, 0],
  ])('%s', async (_, secondsAgo, transactions) => {
    const world = new DeletionWorld();
    const closed = [{ fromSeq: 0, untilSeq: 5, role: 'MEMBER', joinedAt: 'then', closing: nowSeconds - secondsAgo }];
    world.stays = [{ userId: ana.userId, conversationId, groupId, readSeq: 5, closed }];

    await world.run();

    expect(world.transactions()).toHaveLength(transactions);
  });

  it('settles the end of one that an earlier try has closed, whose answer was lost', async () => {
    const world = new DeletionWorld();
    world.database.on(TransactWriteCommand).callsFakeOnce(() => {
      const closed = [{ fromSeq: 3, untilSeq: 7, role: 'MEMBER', joinedAt: 'then', closing: nowSeconds }];
      world.stays = [{ userId: ana.userId, conversationId, groupId, readSeq: 7, closed }];
      world.members = [aMember(boId, 'OWNER')];
      throw Object.assign(new Error('The line broke.'), { code: 'ECONNRESET' });
    });

    await world.run();

    expect(world.transactions()[1]).toMatchObject([
      { Update: { UpdateExpression: 'SET closed[0].untilSeq = :last REMOVE closed[0].closing' } },
    ]);
  });

  it('takes an end that another call has settled for its own', async () => {
    const world = new DeletionWorld();
    world.database
      .on(TransactWriteCommand)
      .resolvesOnce({})
      .rejectsOnce(cancelled(['ConditionalCheckFailed']));

    await expect(world.run()).resolves.toBe(true);
  });
});

describe('succession', () => {
  it('gives the group to somebody else in the transaction that has its owner out', async () => {
    const world = new DeletionWorld();
    world.members = [aMember(ana.userId, 'OWNER'), aMember(boId, 'ADMIN')];

    await world.run();

    expect(world.transactions()[0]?.slice(3)).toEqual([
      {
        Update: {
          TableName: 'GroupMemberships',
          Key: { groupId, userId: boId },
          UpdateExpression: 'SET #role = :next',
          ConditionExpression: '#role = :role',
          ExpressionAttributeNames: { '#role': 'role' },
          ExpressionAttributeValues: { ':next': 'OWNER', ':role': 'ADMIN' },
        },
      },
      {
        ConditionCheck: {
          TableName: 'Users',
          Key: { userId: boId },
          ConditionExpression: '#status = :status',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':status': 'ACTIVE' },
        },
      },
    ]);
  });

  it('finds an active account behind many that are not', async () => {
    const world = new DeletionWorld();
    const disabled = Array.from(
      { length: 60 },
      (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    );
    world.members = [aMember(ana.userId, 'OWNER'), ...[...disabled, boId].map((id) => aMember(id, 'MEMBER'))];
    world.people = [...disabled.map((id) => aUser(id, 'x', { status: 'DISABLED' })), aUser(boId, 'bo')];

    await world.run();

    expect(world.transactions()[0]?.[3]).toMatchObject({ Update: { Key: { userId: boId } } });
  });

  it('gives it to the first where no account is active', async () => {
    const world = new DeletionWorld();
    world.members = [aMember(ana.userId, 'OWNER'), aMember(boId, 'MEMBER')];
    world.people = [aUser(boId, 'bo', { status: 'DISABLED' })];

    await world.run();

    expect(world.transactions()[0]?.[4]).toMatchObject({
      ConditionCheck: { ExpressionAttributeValues: { ':status': 'DISABLED' } },
    });
  });

  it('deletes the group of an owner who is alone, unless somebody joins meanwhile', async () => {
    const world = new DeletionWorld();
    world.members = [aMember(ana.userId, 'OWNER')];

    await world.run();

    expect(world.transactions()[0]?.slice(2)).toMatchObject([
      {
        Update: {
          TableName: 'Groups',
          ConditionExpression: 'attribute_not_exists(deletedAt) AND memberCount = :one',
          ExpressionAttributeValues: { ':me': ana.userId, ':none': 0, ':one': 1 },
        },
      },
      { Update: { TableName: 'Conversations', UpdateExpression: 'SET closedAt = :now' } },
    ]);
  });

  it('is by role, then by who joined first, then by id', () => {
    const members = [
      aMember('c', 'MEMBER', '2026-01-01'),
      aMember('b', 'ADMIN', '2026-01-03'),
      aMember('e', 'ADMIN', '2026-01-02'),
      aMember('d', 'ADMIN', '2026-01-02'),
    ];

    expect(members.sort(bySeniority).map(({ userId }) => userId)).toEqual(['d', 'e', 'b', 'c']);
  });
});
