import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  UpdateCommand,
  type BatchGetCommandInput,
  type QueryCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { groupConversationId } from '../../domain/conversationId.ts';
import type { ViewDeps } from '../../functions/lib/conversations/toConversations.ts';
import { FakeTables, type Item } from './FakeTables.ts';
import { FakeTiming } from './FakeTiming.ts';
import { ana, aUser, boId, conversationId, noon } from './SendWorld.ts';

export const groupId = 'eeeeeeee-5555-4555-8555-555555555555';
export const groupTalk = groupConversationId(groupId);

const tables = {
  users: 'Users',
  blockedUsers: 'BlockedUsers',
  groups: 'Groups',
  groupMemberships: 'GroupMemberships',
  conversations: 'Conversations',
  participants: 'Participants',
  messages: 'Messages',
};

interface Talk {
  readonly length: number;
  /** Ana's row; in it from the beginning with everything unread, unless told otherwise. */
  readonly row?: Item;
  readonly senderOf?: (seq: number) => string;
  /** Minutes after noon of the first message; each further one is a minute later. */
  readonly begins?: number;
}

export const minuteOf = (minute: number): string => new Date(noon + minute * 60_000).toISOString();

/** Ana's conversations on the real client: what the functions that show them read. */
export class ViewWorld {
  readonly tables = new FakeTables();
  readonly deps: ViewDeps;
  readonly failures: Error[] = [];
  /** So many of the next batches come back with their keys unprocessed. */
  unprocessedBatches = 0;
  readonly #mock;

  constructor() {
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
    this.deps = { documents, timing: new FakeTiming(noon), tables };
    this.#mock = mockClient(documents);
    this.#mock.on(BatchGetCommand).callsFake((input: BatchGetCommandInput) => this.#batchGet(input));
    this.#mock.on(QueryCommand).callsFake((input: QueryCommandInput) => ({ Items: this.#query(input) }));
    this.#mock.on(UpdateCommand).callsFake((input: UpdateCommandInput) => this.#update(input));
    this.tables.put('Users', aUser(ana.userId, 'ana'));
    this.tables.put('Users', aUser(boId, 'bo'));
  }

  direct(talk: Talk): void {
    this.#talk(conversationId, 'DIRECT', { ...talk, row: { fromSeq: 0, peerId: boId, ...talk.row } });
  }

  group(talk: Talk): void {
    this.#talk(groupTalk, 'GROUP', { ...talk, row: { groupId, ...(talk.row ?? { fromSeq: 0 }) } });
    const group = { groupId, name: 'Friends', createdBy: boId, createdAt: minuteOf(0), memberCount: 2 };
    this.tables.put('Groups', group);
    this.tables.put('GroupMemberships', { groupId, userId: ana.userId, role: 'MEMBER', joinedAt: minuteOf(0) });
  }

  block(userId: string): void {
    this.tables.put('BlockedUsers', { blockedId: userId, blockerId: ana.userId });
  }

  /** The reads, each of which has to be consistent. */
  reads(): { command: string; isConsistent: boolean }[] {
    return this.#mock.calls().map(({ args: [{ constructor, input }] }) => {
      const { ConsistentRead, RequestItems = {} } = input as QueryCommandInput & BatchGetCommandInput;
      const isWhole = Object.values(RequestItems).every((keys) => keys.ConsistentRead === true);
      return { command: constructor.name, isConsistent: ConsistentRead ?? isWhole };
    });
  }

  updates(): UpdateCommandInput[] {
    return this.#mock.commandCalls(UpdateCommand).map(({ args: [{ input }] }) => input);
  }

  #talk(id: string, kind: string, { length, row, senderOf = () => boId, begins = 0 }: Talk): void {
    this.tables.put('Participants', {
      userId: ana.userId,
      conversationId: id,
      readSeq: 0,
      joinedAt: minuteOf(0),
      ...row,
    });
    for (let seq = 1; seq <= length; seq += 1) {
      this.tables.put('Messages', {
        conversationId: id,
        seq,
        senderId: senderOf(seq),
        senderUsername: 'bo',
        text: `text ${seq}`,
        createdAt: minuteOf(begins + seq),
        clientMessageId: crypto.randomUUID(),
      });
    }
    const lastMessageAt = length > 0 ? { lastMessageAt: minuteOf(begins + length) } : {};
    this.tables.put('Conversations', { conversationId: id, kind, lastSeq: length, ...lastMessageAt });
  }

  #batchGet({ RequestItems = {} }: BatchGetCommandInput) {
    if (this.unprocessedBatches > 0) {
      this.unprocessedBatches -= 1;
      return { Responses: {}, UnprocessedKeys: RequestItems };
    }
    const found = Object.entries(RequestItems).map(([table, { Keys = [] }]) => [
      table,
      Keys.map((key) => this.tables.get(table, key)).filter((item) => item !== undefined),
    ]);
    return { Responses: Object.fromEntries(found) as Record<string, Item[]> };
  }

  #query({ TableName = '', ExpressionAttributeValues: values = {}, Limit }: QueryCommandInput): Item[] {
    const items = this.tables.all(TableName);
    if (TableName === 'Participants') return items.filter(({ userId }) => userId === values[':me']);
    return items
      .filter(({ conversationId: id, seq }) => id === values[':id'] && Number(seq) >= Number(values[':first']))
      .filter(({ seq }) => Number(seq) <= Number(values[':last']))
      .slice(0, Limit);
  }

  #update({ TableName = '', Key = {}, ExpressionAttributeValues }: UpdateCommandInput) {
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.tables.put(TableName, { ...this.tables.get(TableName, Key), readSeq: ExpressionAttributeValues?.[':seq'] });
    return {};
  }
}
