import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { checkMessages } from '../../functions/checkMessages/checkMessages.ts';
import type { CheckMessagesResult, QueryCheckMessagesArgs } from '../../generated/types.ts';
import type { Item } from './FakeTables.ts';
import { FakeTiming } from './FakeTiming.ts';
import { ana, boId, noon } from './SendWorld.ts';

const tables = {
  participants: 'Participants',
  conversations: 'Conversations',
  messages: 'Messages',
  blockedUsers: 'BlockedUsers',
};

interface Talk {
  /** How many messages it has. */
  readonly length: number;
  /** Ana's row; in it from the beginning, and everything unread, unless told otherwise. */
  readonly row?: Item;
  /** Who wrote a message; bo unless told otherwise. */
  readonly senderOf?: (seq: number) => string;
  readonly textOf?: (seq: number) => string;
}

type Batch = Partial<BatchGetCommandOutput>;

/** `checkMessages` for ana on the real client, over talks that a test describes. */
export class CheckWorld {
  readonly timing = new FakeTiming(noon);
  readonly #talks = new Map<string, Talk>();
  readonly #blocked = new Set<string>();
  readonly #insteadOfBatches: ((answer: Batch) => Batch)[] = [];
  readonly #client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  readonly #mock = mockClient(this.#client);

  constructor() {
    this.#mock.on(BatchGetCommand).callsFake((input: BatchGetCommandInput) => {
      const answer = this.#batchGet(input);
      return this.#insteadOfBatches.shift()?.(answer) ?? answer;
    });
    this.#mock.on(QueryCommand).callsFake((input: QueryCommandInput) => this.#query(input));
  }

  talk(conversationId: string, talk: Talk): void {
    this.#talks.set(conversationId, talk);
  }

  block(userId: string): void {
    this.#blocked.add(userId);
  }

  insteadOfBatch(step: (answer: Batch) => Batch): void {
    this.#insteadOfBatches.push(step);
  }

  check(args: Partial<QueryCheckMessagesArgs> = {}): Promise<CheckMessagesResult> {
    return checkMessages({ documents: this.#client, timing: this.timing, tables })(ana, args);
  }

  batches(): BatchGetCommandInput[] {
    return this.#mock.commandCalls(BatchGetCommand).map(({ args: [{ input }] }) => input);
  }

  queries(): QueryCommandInput[] {
    return this.#mock.commandCalls(QueryCommand).map(({ args: [{ input }] }) => input);
  }

  #batchGet({ RequestItems = {} }: BatchGetCommandInput): Batch {
    const keysOf = (table: string): Item[] => RequestItems[table]?.Keys ?? [];
    const heads = keysOf('Conversations').flatMap(({ conversationId }) => {
      const talk = this.#talks.get(String(conversationId));
      return talk ? [{ conversationId, kind: 'DIRECT', lastSeq: talk.length }] : [];
    });
    const blocks = keysOf('BlockedUsers').filter(({ blockedId }) => this.#blocked.has(String(blockedId)));
    return { Responses: { Conversations: heads, BlockedUsers: blocks } };
  }

  #query({ TableName, ExpressionAttributeValues: values = {}, Limit, ExclusiveStartKey }: QueryCommandInput) {
    return TableName === 'Participants'
      ? this.#rows(ExclusiveStartKey)
      : { Items: this.#messages(values).slice(0, Limit) };
  }

  /** A hundred rows to a page. */
  #rows(start: Item | undefined): Partial<QueryCommandOutput> {
    const rows = [...this.#talks].map(([conversationId, { row }]) => ({
      userId: ana.userId,
      conversationId,
      readSeq: 0,
      ...(row ?? { fromSeq: 0 }),
    }));
    const from = start ? rows.findIndex(({ conversationId }) => conversationId === start['conversationId']) + 1 : 0;
    const Items = rows.slice(from, from + 100);
    const last = Items.at(-1);
    return { Items, ...(last && from + 100 < rows.length && { LastEvaluatedKey: last }) };
  }

  #messages(values: Item): Item[] {
    const conversationId = String(values[':id']);
    const {
      length = 0,
      senderOf = () => boId,
      textOf = (seq: number) => `text ${seq}`,
    } = this.#talks.get(conversationId) ?? {};
    return Array.from({ length }, (_, index) => index + 1)
      .filter((seq) => seq >= Number(values[':first']) && seq <= Number(values[':last']))
      .map((seq) => ({
        conversationId,
        seq,
        senderId: senderOf(seq),
        senderUsername: 'bo',
        text: textOf(seq),
        createdAt: new Date(noon + seq).toISOString(),
        clientMessageId: crypto.randomUUID(),
      }));
  }
}
