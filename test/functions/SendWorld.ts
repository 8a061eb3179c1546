import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  type GetCommandInput,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { directConversationId } from '../../domain/conversationId.ts';
import type { Caller } from '../../functions/lib/lambda/Caller.ts';
import type { Publish } from '../../functions/lib/send/createPublisher.ts';
import { sendMessage } from '../../functions/sendMessage/sendMessage.ts';
import type { Message, SendMessageInput } from '../../generated/types.ts';
import { FakeTables, type Item } from './FakeTables.ts';
import { FakeTiming } from './FakeTiming.ts';

/** 2026-01-02T03:04:05.000Z */
export const noon = Date.UTC(2026, 0, 2, 3, 4, 5);
export const ana: Caller = {
  userId: 'aaaaaaaa-1111-4111-8111-111111111111',
  username: 'ana',
  authTime: noon / 1000 - 3600,
};
export const boId = 'bbbbbbbb-2222-4222-8222-222222222222';
export const conversationId = directConversationId(ana.userId, boId);
export const clientMessageId = 'cccccccc-3333-4333-8333-333333333333';

const tables = {
  users: 'Users',
  blockedUsers: 'BlockedUsers',
  conversations: 'Conversations',
  participants: 'Participants',
  messages: 'Messages',
  sendKeys: 'SendKeys',
};

export const aUser = (userId: string, username: string, more: Item = {}): Item => ({
  userId,
  username,
  displayName: username,
  status: 'ACTIVE',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...more,
});

export const anInput = (more: Partial<SendMessageInput> = {}): SendMessageInput => ({
  recipientId: boId,
  text: 'Hello',
  clientMessageId,
  ...more,
});

type Step = () => void;
/** What happens in the place of a call, which it may let through. */
type Instead<Answer> = (letThrough: () => Answer) => Answer;

/** `sendMessage` on the real client, over tables that a test can change between two calls. */
export class SendWorld {
  readonly tables = new FakeTables();
  readonly timing = new FakeTiming(noon);
  readonly published: { message: Message; recipientIds: readonly string[] }[] = [];
  publish: Publish = async (message, recipientIds) => {
    this.published.push({ message, recipientIds });
  };
  /** Each happens before one transaction, in turn. */
  readonly #beforeTransactions: Step[] = [];
  readonly #insteadOfTransactions: Instead<void>[] = [];
  readonly #insteadOfBatches: Instead<Partial<BatchGetCommandOutput>>[] = [];
  readonly #client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  readonly #mock = mockClient(this.#client);

  constructor() {
    this.tables.put('Users', aUser(ana.userId, 'ana'));
    this.tables.put('Users', aUser(boId, 'bo'));
    this.#mock.on(BatchGetCommand).callsFake((input: BatchGetCommandInput) => {
      const read = () => this.#batchGet(input);
      return this.#insteadOfBatches.shift()?.(read) ?? read();
    });
    this.#mock.on(GetCommand).callsFake(({ TableName, Key }: GetCommandInput) => {
      const Item = this.tables.get(TableName ?? '', Key ?? {});
      return Item ? { Item } : {};
    });
    this.#mock.on(TransactWriteCommand).callsFake((input: TransactWriteCommandInput) => {
      this.#beforeTransactions.shift()?.();
      const write = () => this.tables.transact(input.TransactItems ?? []);
      const instead = this.#insteadOfTransactions.shift();
      if (instead) instead(write);
      else write();
      return {};
    });
  }

  beforeTransaction(step: Step): void {
    this.#beforeTransactions.push(step);
  }

  insteadOfTransaction(step: Instead<void>): void {
    this.#insteadOfTransactions.push(step);
  }

  insteadOfBatch(step: Instead<Partial<BatchGetCommandOutput>>): void {
    this.#insteadOfBatches.push(step);
  }

  send(input: Partial<SendMessageInput> = {}, sender: Caller = ana): Promise<Message> {
    const deps = { documents: this.#client, timing: this.timing, tables, publish: this.publish };
    return sendMessage(deps)(sender, { input: anInput(input) });
  }

  /** Sends as bo, to ana unless told otherwise. */
  answer(input: Partial<SendMessageInput> = {}): Promise<Message> {
    const bo = { ...ana, userId: boId, username: 'bo' };
    return this.send({ recipientId: ana.userId, clientMessageId: crypto.randomUUID(), ...input }, bo);
  }

  /** The calls in their order. */
  calls(): { command: string; input: unknown }[] {
    return this.#mock.calls().map(({ args: [command] }) => ({
      command: command.constructor.name,
      input: command.input,
    }));
  }

  commands(): string[] {
    return this.calls().map(({ command }) => command);
  }

  forgetCalls(): void {
    this.#mock.resetHistory();
  }

  head(): Item | undefined {
    return this.tables.get('Conversations', { conversationId });
  }

  #batchGet({ RequestItems = {} }: BatchGetCommandInput): Partial<BatchGetCommandOutput> {
    const found = Object.entries(RequestItems).map(([table, { Keys = [] }]) => [
      table,
      Keys.map((key) => this.tables.get(table, key)).filter((item) => item !== undefined),
    ]);
    return { Responses: Object.fromEntries(found) as Record<string, Item[]> };
  }
}
