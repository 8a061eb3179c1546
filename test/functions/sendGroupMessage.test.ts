import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../functions/lib/send/sendKey.ts';
import { sendGroupMessage } from '../../functions/sendGroupMessage/sendGroupMessage.ts';
import type { Message } from '../../generated/types.ts';
import { FakeTiming } from './FakeTiming.ts';
import { ana, aUser, clientMessageId, noon } from './SendWorld.ts';

const groupId = 'dddddddd-4444-4444-8444-444444444444';
const conversationId = `group:${groupId}`;
const tables = {
  users: 'Users',
  blockedUsers: 'BlockedUsers',
  groupMemberships: 'GroupMemberships',
  conversations: 'Conversations',
  participants: 'Participants',
  messages: 'Messages',
  sendKeys: 'SendKeys',
};

interface Members {
  readonly members?: readonly { userId: string; fromSeq: number }[];
  readonly blockers?: readonly string[];
  readonly readSeq?: number;
}

/** `sendGroupMessage` for ana on the real client, in a group with nine messages. */
const aWorld = ({ members = [], blockers = [], readSeq = 9 }: Members = {}) => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  const mock = mockClient(documents);
  const timing = new FakeTiming(noon);
  const published: { message: Message; recipientIds: readonly string[] }[] = [];
  const items = {
    Users: [aUser(ana.userId, 'ana')],
    Conversations: [{ conversationId, kind: 'GROUP', lastSeq: 9 }],
    Participants: [{ userId: ana.userId, conversationId, groupId, readSeq, fromSeq: 0 }],
  };
  mock.on(BatchGetCommand).resolves({ Responses: items });
  mock.on(TransactWriteCommand).resolves({});
  mock.on(QueryCommand).callsFake(({ TableName, ExclusiveStartKey }: QueryCommandInput) => {
    if (TableName === 'BlockedUsers') return { Items: blockers.map((blockerId) => ({ blockerId })) };
    const half = Math.ceil(members.length / 2);
    return ExclusiveStartKey ? { Items: members.slice(half) } : { Items: members.slice(0, half), LastEvaluatedKey: {} };
  });
  const deps = {
    documents,
    timing,
    tables,
    recipientsPerPublish: 100,
    publish: async (message: Message, recipientIds: readonly string[]) => {
      published.push({ message, recipientIds });
    },
  };
  const send = (text = 'Hello') => sendGroupMessage(deps)(ana, { input: { groupId, text, clientMessageId } });
  return { deps, items, mock, published, send, timing };
};

const aMember = (index: number, fromSeq = 0) => ({ userId: `member-${String(index).padStart(4, '0')}`, fromSeq });

describe('sendGroupMessage', () => {
  it('stores in four actions, with the membership as a condition', async () => {
    const { mock, send } = aWorld();

    await send();

    const [{ args }] = mock.commandCalls(TransactWriteCommand) as unknown as [{ args: [TransactWriteCommand] }];
    const actions = args[0].input.TransactItems ?? [];
    expect(actions).toHaveLength(4);
    expect(actions[0]?.Update).toMatchObject({
      TableName: 'Participants',
      ConditionExpression: 'attribute_exists(fromSeq) AND readSeq = :last',
      ExpressionAttributeValues: { ':last': 9, ':next': 10 },
    });
  });

  it('leaves unread what others wrote before', async () => {
    const { mock, send } = aWorld({ readSeq: 5 });

    await send();

    const [{ args }] = mock.commandCalls(TransactWriteCommand) as unknown as [{ args: [TransactWriteCommand] }];
    expect(args[0].input.TransactItems?.[0]).toEqual({
      ConditionCheck: {
        TableName: 'Participants',
        Key: { userId: ana.userId, conversationId },
        ConditionExpression: 'attribute_exists(fromSeq)',
      },
    });
  });

  it('publishes to every member once, a hundred at a time, on all pages', async () => {
    const members = Array.from({ length: 250 }, (_, index) => aMember(index));
    const { published, send } = aWorld({ members });

    const message = await send();

    expect(published.map(({ recipientIds }) => recipientIds.length)).toEqual([100, 100, 50]);
    expect(published.flatMap(({ recipientIds }) => recipientIds)).toEqual(members.map(({ userId }) => userId));
    expect(published.every((one) => one.message === published[0]?.message)).toBe(true);
    expect(published[0]?.message).toEqual(message);
  });

  it('publishes without text, apart from the others, to those who blocked the sender', async () => {
    const [one, two] = [aMember(1), aMember(2)];
    const { published, send } = aWorld({ members: [one, two], blockers: [two.userId, 'somebody else'] });

    const message = await send('secret');

    const redacted = { ...message, text: null, clientMessageId: null, hiddenReason: 'BLOCKED_SENDER' };
    expect(published).toEqual([
      { message, recipientIds: [one.userId] },
      { message: redacted, recipientIds: [two.userId] },
    ]);
  });

  it('publishes to nobody whose stay begins with the message or after it', async () => {
    const { published, send } = aWorld({ members: [aMember(1, 9), aMember(2, 10), aMember(3, 11)] });

    await send();

    expect(published.map(({ recipientIds }) => recipientIds)).toEqual([[aMember(1).userId]]);
  });

  it('has no more than ten publishes under way at once', async () => {
    const { deps, send } = aWorld({ members: Array.from({ length: 3_000 }, (_, index) => aMember(index)) });
    let underWay = 0;
    let most = 0;
    deps.publish = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
    };

    await send();

    expect([most, underWay]).toEqual([10, 0]);
  });

  it('tells the others when a part of the audience could not be told, and fails', async () => {
    const { deps, send } = aWorld({ members: Array.from({ length: 1_150 }, (_, index) => aMember(index)) });
    let told = 0;
    deps.publish = async (_, recipientIds) => {
      if (recipientIds.includes(aMember(0).userId)) throw new Error('refused');
      told += recipientIds.length;
    };

    await expect(send()).rejects.toThrow('refused');
    expect(told).toBe(1_050);
  });

  it.each([
    ['closed', { Conversations: [{ conversationId, kind: 'GROUP', lastSeq: 9, closedAt: 'then' }] }],
    ['unknown', { Participants: [], Conversations: [] }],
    ['left', { Participants: [{ userId: ana.userId, conversationId, groupId, readSeq: 9, closed: [] }] }],
  ])('refuses a group that is %s, after another look for the send', async (_, more) => {
    const { items, mock, send } = aWorld();
    mock.on(BatchGetCommand).resolves({ Responses: { ...items, ...more } });
    mock.on(GetCommand).resolves({});

    await expect(send()).rejects.toMatchObject({ type: 'NotFound', message: 'There is no such group.' });
    expect(mock.commandCalls(GetCommand)).toHaveLength(1);
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(0);
  });

  it.each([
    ['publishes again', 10, 1],
    ['only answers', 10.1, 0],
  ])('%s when it is repeated after %d minutes', async (_, minutes, publishes) => {
    const { items, mock, published, send, timing } = aWorld({ members: [aMember(1)] });
    const stored = await send();
    published.length = 0;
    const expiresAt = noon / 1000 + 86_400;
    const fingerprint = fingerprintOf(conversationId, 'Hello');
    const SendKeys = [{ senderId: ana.userId, clientMessageId, conversationId, seq: 10, fingerprint, expiresAt }];
    mock.on(BatchGetCommand).resolves({ Responses: { ...items, SendKeys } });
    mock.on(GetCommand).resolves({ Item: { ...stored, id: undefined, hiddenReason: undefined } });
    timing.time += minutes * 60_000;

    expect(await send()).toEqual(stored);

    expect(published).toHaveLength(publishes);
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });
});
