import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';

export type Item = Record<string, unknown>;

type Values = Readonly<Record<string, unknown>>;
type WriteAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const keyAttributes: Readonly<Record<string, readonly string[]>> = {
  Users: ['userId'],
  BlockedUsers: ['blockedId', 'blockerId'],
  Groups: ['groupId'],
  GroupMemberships: ['groupId', 'userId'],
  Conversations: ['conversationId'],
  Participants: ['userId', 'conversationId'],
  Messages: ['conversationId', 'seq'],
  SendKeys: ['senderId', 'clientMessageId'],
};

const isAbsent = (item: Item | undefined): boolean => item === undefined;

/** What the conditions of a send mean. One that is not here is an error, so that none is taken for true. */
const conditions: Readonly<Record<string, (item: Item | undefined, values: Values) => boolean>> = {
  'attribute_not_exists(blockedId)': isAbsent,
  'attribute_not_exists(userId)': isAbsent,
  'attribute_not_exists(conversationId)': isAbsent,
  'readSeq = :last': (item, values) => item?.['readSeq'] === values[':last'],
  'lastSeq = :last AND attribute_not_exists(closedAt)': (item, values) =>
    item?.['lastSeq'] === values[':last'] && item?.['closedAt'] === undefined,
  '(attribute_not_exists(lastSeq) OR lastSeq = :last) AND attribute_not_exists(closedAt)': (item, values) =>
    [undefined, values[':last']].includes(item?.['lastSeq']) && item?.['closedAt'] === undefined,
  'attribute_not_exists(senderId) OR expiresAt <= :now': (item, values) =>
    item === undefined || Number(item['expiresAt']) <= Number(values[':now']),
};

/** What the updates of a send set. */
const updates: Readonly<Record<string, (values: Values) => Item>> = {
  'SET readSeq = :next': (values) => ({ readSeq: values[':next'] }),
  'SET lastSeq = :next, lastMessageAt = :at, kind = :kind': (values) => ({
    lastSeq: values[':next'],
    lastMessageAt: values[':at'],
    kind: values[':kind'],
  }),
};

const meaningOf = <Meaning>(table: Readonly<Record<string, Meaning>>, expression: string | undefined): Meaning => {
  const meaning = table[expression ?? ''];
  if (!meaning) throw new Error(`FakeTables does not know the expression ${String(expression)}`);
  return meaning;
};

/** A transaction that DynamoDB cancelled for the reason given at one of its positions. */
export const cancelled = (codes: readonly string[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    CancellationReasons: codes.map((Code) => ({ Code })),
    $metadata: { httpStatusCode: 400 },
  });

/** The tables by their keys, with the conditions and updates of a send. */
export class FakeTables {
  readonly #items = new Map<string, Item>();

  put(table: string, item: Item): void {
    this.#items.set(this.#place(table, item), item);
  }

  get(table: string, key: Item): Item | undefined {
    return this.#items.get(this.#place(table, key));
  }

  all(table: string): Item[] {
    return [...this.#items].filter(([place]) => place.startsWith(`${table}:`)).map(([, item]) => item);
  }

  /** All or nothing: throws as DynamoDB does when one condition fails. */
  transact(actions: readonly WriteAction[]): void {
    const codes = actions.map((action) => (this.#holds(action) ? 'None' : 'ConditionalCheckFailed'));
    if (codes.some((code) => code !== 'None')) throw cancelled(codes);
    for (const action of actions) this.#apply(action);
  }

  #place(table: string, item: Item): string {
    const attributes = keyAttributes[table];
    if (!attributes) throw new Error(`FakeTables has no table ${table}`);
    return [`${table}:`, ...attributes.map((attribute) => String(item[attribute]))].join('|');
  }

  #holds({ ConditionCheck, Put, Update }: WriteAction): boolean {
    const action = ConditionCheck ?? Put ?? Update;
    if (!action) throw new Error('FakeTables knows condition checks, puts and updates only.');
    const item = this.get(action.TableName ?? '', (Put ? Put.Item : (ConditionCheck ?? Update)?.Key) ?? {});
    return meaningOf(conditions, action.ConditionExpression)(item, action.ExpressionAttributeValues ?? {});
  }

  #apply({ Put, Update }: WriteAction): void {
    if (Put) this.put(Put.TableName ?? '', Put.Item ?? {});
    if (!Update) return;
    const table = Update.TableName ?? '';
    const changes = meaningOf(updates, Update.UpdateExpression)(Update.ExpressionAttributeValues ?? {});
    this.put(table, { ...Update.Key, ...this.get(table, Update.Key ?? {}), ...changes });
  }
}
