import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { ErrorType } from '../../../domain/ErrorType.ts';
import type { HeadItem, MessageItem, SendKeyItem, UserItem } from '../../../domain/items.ts';
import { assertSignedIn } from '../accounts/assertSignedIn.ts';
import { readItems, type ItemKey, type ReadDeps } from '../dynamodb/readItems.ts';
import type { Caller } from '../lambda/Caller.ts';
import { DomainError } from '../lambda/DomainError.ts';
import { isTransient } from '../lambda/isTransient.ts';
import { backOff } from '../lambda/Timing.ts';
import { expiryOf, fingerprintOf, isLive } from './sendKey.ts';

export type WriteAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export interface StoreDeps extends ReadDeps {
  readonly tables: {
    readonly users: string;
    readonly conversations: string;
    readonly messages: string;
    readonly sendKeys: string;
  };
}

/** One send: what is common to direct and group messages, and what each of them decides itself. */
export interface Send<Found> {
  readonly sender: Caller;
  readonly conversationId: string;
  readonly kind: HeadItem['kind'];
  readonly text: string;
  readonly clientMessageId: string;
  /** What decides beside the head, the send key and the sender; read in the same round trip. */
  readonly reads: readonly ItemKey[];
  toFound(items: readonly (Record<string, unknown> | undefined)[]): Found;
  /** Why the message may not be stored, if so. */
  refusal(found: Found, head: HeadItem | undefined): DomainError | undefined;
  /** What the transaction does beside head, message and send key: conditions first. */
  actions(found: Found, seqs: { readonly last: number; readonly next: number }): readonly WriteAction[];
}

export interface Stored<Found> {
  readonly item: MessageItem;
  /** The message was there already: this call repeats an earlier one. */
  readonly isRepeat: boolean;
  readonly found: Found;
}

interface Snapshot<Found> {
  readonly sendKey: SendKeyItem | undefined;
  readonly me: UserItem | undefined;
  readonly head: HeadItem | undefined;
  readonly found: Found;
}

/** A lost race is tried again until so many milliseconds are spent. */
export const retryBudgetMs = 8_000;

/** A UUID or ULID is the same in any case; the message keeps the id as it was sent. */
const sendKeyOf = ({ sender, clientMessageId }: Send<unknown>) => ({
  senderId: sender.userId,
  clientMessageId: clientMessageId.toLowerCase(),
});

const loadSnapshot = async <Found>(deps: StoreDeps, send: Send<Found>): Promise<Snapshot<Found>> => {
  const { tables } = deps;
  const [sendKey, me, head, ...others] = await readItems(deps, [
    { table: tables.sendKeys, key: sendKeyOf(send) },
    { table: tables.users, key: { userId: send.sender.userId } },
    { table: tables.conversations, key: { conversationId: send.conversationId } },
    ...send.reads,
  ]);
  return {
    sendKey: sendKey as SendKeyItem | undefined,
    me: me as UserItem | undefined,
    head: head as HeadItem | undefined,
    found: send.toFound(others),
  };
};

/** The message that the send key names, or a conflict when it was another one. */
const loadRepeated = async (deps: StoreDeps, send: Send<unknown>, sendKey: SendKeyItem): Promise<MessageItem> => {
  if (sendKey.fingerprint !== fingerprintOf(send.conversationId, send.text)) {
    throw new DomainError(ErrorType.Conflict, 'This clientMessageId was used for another message.');
  }
  const { conversationId, seq } = sendKey;
  const { Item } = await deps.documents.send(
    new GetCommand({ TableName: deps.tables.messages, Key: { conversationId, seq }, ConsistentRead: true }),
  );
  if (!Item) throw new Error('A send key names a message that is not there.');
  return Item as MessageItem;
};

/**
 * A batch is no snapshot of one moment: the message may have been stored between its reads. So a refusal stands only
 * when the send key is still absent after the evidence for it was read.
 */
const loadLateSendKey = async (deps: StoreDeps, send: Send<unknown>): Promise<SendKeyItem | undefined> => {
  const { Item } = await deps.documents.send(
    new GetCommand({ TableName: deps.tables.sendKeys, Key: sendKeyOf(send), ConsistentRead: true }),
  );
  return Item as SendKeyItem | undefined;
};

const toMessageItem = (send: Send<unknown>, snapshot: Snapshot<unknown>, timing: StoreDeps['timing']): MessageItem => {
  const { head, me } = snapshot;
  // The clocks of function instances differ; within a conversation time still never runs backwards.
  const earliest = head?.lastMessageAt === undefined ? 0 : Date.parse(head.lastMessageAt) + 1;
  return {
    conversationId: send.conversationId,
    seq: (head?.lastSeq ?? 0) + 1,
    senderId: send.sender.userId,
    senderUsername: me?.username ?? send.sender.username,
    text: send.text,
    createdAt: new Date(Math.max(timing.now(), earliest)).toISOString(),
    clientMessageId: send.clientMessageId,
  };
};

const advanceHead = (deps: StoreDeps, send: Send<unknown>, item: MessageItem): WriteAction => ({
  Update: {
    TableName: deps.tables.conversations,
    Key: { conversationId: send.conversationId },
    UpdateExpression: 'SET lastSeq = :next, lastMessageAt = :at, kind = :kind',
    ConditionExpression:
      item.seq === 1
        ? '(attribute_not_exists(lastSeq) OR lastSeq = :last) AND attribute_not_exists(closedAt)'
        : 'lastSeq = :last AND attribute_not_exists(closedAt)',
    ExpressionAttributeValues: { ':next': item.seq, ':last': item.seq - 1, ':at': item.createdAt, ':kind': send.kind },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

const commit = async (
  deps: StoreDeps,
  send: Send<unknown>,
  { item, actions }: { item: MessageItem; actions: readonly WriteAction[] },
): Promise<void> => {
  const now = deps.timing.now();
  const sendKey: SendKeyItem = {
    ...sendKeyOf(send),
    conversationId: item.conversationId,
    seq: item.seq,
    fingerprint: fingerprintOf(send.conversationId, send.text),
    expiresAt: expiryOf(now),
  };
  await deps.documents.send(
    new TransactWriteCommand({
      TransactItems: [
        ...actions,
        advanceHead(deps, send, item),
        {
          Put: {
            TableName: deps.tables.messages,
            Item: item,
            ConditionExpression: 'attribute_not_exists(conversationId)',
          },
        },
        {
          Put: {
            TableName: deps.tables.sendKeys,
            Item: sendKey,
            ConditionExpression: 'attribute_not_exists(senderId) OR expiresAt <= :now',
            ExpressionAttributeValues: { ':now': Math.floor(now / 1000) },
          },
        },
      ],
    }),
  );
};

/** One try: stores, finds the repeat, or throws the refusal. Lost races and passing failures throw what AWS threw. */
const tryStore = async <Found>(
  deps: StoreDeps,
  send: Send<Found>,
  snapshot: Snapshot<Found>,
): Promise<Stored<Found>> => {
  const { found } = snapshot;
  assertSignedIn(snapshot.me, send.sender);
  const refusal = isLive(snapshot.sendKey, deps.timing.now()) ? undefined : send.refusal(found, snapshot.head);
  const sendKey = refusal ? await loadLateSendKey(deps, send) : snapshot.sendKey;
  if (isLive(sendKey, deps.timing.now())) {
    return { item: await loadRepeated(deps, send, sendKey), isRepeat: true, found };
  }
  if (refusal) throw refusal;
  const item = toMessageItem(send, snapshot, deps.timing);
  await commit(deps, send, { item, actions: send.actions(found, { last: item.seq - 1, next: item.seq }) });
  return { item, isRepeat: false, found };
};

/**
 * What to try again with, when another message took the seq and nothing else has changed: the transaction gave the head
 * back, and it holds every other condition itself. Undefined when everything has to be read again.
 */
const withNextHead = <Found>(error: unknown, snapshot: Snapshot<Found>): Snapshot<Found> | undefined => {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  // The transaction ends with head, message and send key; a seq that is taken fails at the first two.
  const reasons = error.CancellationReasons ?? [];
  const [head, , sendKey] = reasons.slice(-3);
  const others = [...reasons.slice(0, -3), sendKey];
  if (!head?.Item || others.some((reason) => reason?.Code !== 'None')) return undefined;
  return { ...snapshot, head: unmarshall(head.Item) as HeadItem };
};

/**
 * Stores a message once and for good (P2), at the next seq of its conversation (P3), under the conditions of its kind
 * (P4). A try that failed with an unknown outcome starts again too: its own send key then tells that it had succeeded.
 *
 * @throws DomainError the refusal; `Conflict` for a reused id; `Unavailable` when the races went on too long
 */
export const storeMessage = async <Found>(deps: StoreDeps, send: Send<Found>): Promise<Stored<Found>> => {
  const deadline = deps.timing.now() + retryBudgetMs;
  let snapshot: Snapshot<Found> | undefined;
  for (let tries = 1; ; tries += 1) {
    try {
      snapshot ??= await loadSnapshot(deps, send);
      return await tryStore(deps, send, snapshot);
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (deps.timing.now() >= deadline) {
        throw new DomainError(ErrorType.Unavailable, 'The service is busy. Please send again.');
      }
      snapshot &&= withNextHead(error, snapshot);
    }
    await backOff(deps.timing, tries);
  }
};
