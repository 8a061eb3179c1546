import { directConversationId } from '../../domain/conversationId.ts';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { ParticipantItem, UserItem } from '../../domain/items.ts';
import type { SendMessageInput } from '../../generated/types.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';
import type { Send, WriteAction } from '../lib/send/storeMessage.ts';

export interface DirectTables {
  readonly users: string;
  readonly blockedUsers: string;
  readonly participants: string;
}

export interface DirectFound {
  readonly recipient: UserItem | undefined;
  readonly isBlockedByRecipient: boolean;
  readonly isRecipientBlocked: boolean;
  readonly participant: ParticipantItem | undefined;
}

/** The reasons against it are one answer (P5). */
const isReachable = ({ recipient, isBlockedByRecipient }: DirectFound): boolean =>
  recipient?.status === 'ACTIVE' && !isBlockedByRecipient;

/** Whether the recipient may hear the sender as things stand now. */
export const mayHear = (found: DirectFound): boolean => isReachable(found) && !found.isRecipientBlocked;

const refusal = (found: DirectFound): DomainError | undefined => {
  if (found.isRecipientBlocked) {
    return new DomainError(ErrorType.Forbidden, 'You blocked this user.', { reason: 'YOU_BLOCKED' });
  }
  if (!isReachable(found)) return new DomainError(ErrorType.RecipientUnavailable, 'This user cannot be reached.');
  return undefined;
};

/** Both people's rows come with the first message. */
const openConversation = (table: string, send: { conversationId: string; people: readonly [string, string] }) =>
  send.people.map((userId, index): WriteAction => ({
    Put: {
      TableName: table,
      Item: {
        userId,
        conversationId: send.conversationId,
        readSeq: index === 0 ? 1 : 0,
        fromSeq: 0,
        peerId: send.people[1 - index],
      },
      ConditionExpression: 'attribute_not_exists(userId)',
    },
  }));

/** My own message is read, unless others before it are not. */
const advanceReadSeq = (table: string, row: ParticipantItem, seqs: { last: number; next: number }): WriteAction[] =>
  row.readSeq !== seqs.last
    ? []
    : [
        {
          Update: {
            TableName: table,
            Key: { userId: row.userId, conversationId: row.conversationId },
            UpdateExpression: 'SET readSeq = :next',
            ConditionExpression: 'readSeq = :last',
            ExpressionAttributeValues: { ':next': seqs.next, ':last': seqs.last },
          },
        },
      ];

/** A direct message as a send: the block is a condition of the transaction itself, so none is outrun (P4). */
export const directSend = (tables: DirectTables, sender: Caller, input: SendMessageInput): Send<DirectFound> => {
  const { recipientId, text, clientMessageId } = input;
  const conversationId = directConversationId(sender.userId, recipientId);
  const blockOfSender = { blockedId: sender.userId, blockerId: recipientId };
  return {
    sender,
    conversationId,
    kind: 'DIRECT',
    text,
    clientMessageId,
    reads: [
      { table: tables.users, key: { userId: recipientId } },
      { table: tables.blockedUsers, key: blockOfSender },
      { table: tables.blockedUsers, key: { blockedId: recipientId, blockerId: sender.userId } },
      { table: tables.participants, key: { userId: sender.userId, conversationId } },
    ],
    toFound: ([recipient, blockedByRecipient, recipientBlocked, participant]) => ({
      recipient: recipient as UserItem | undefined,
      isBlockedByRecipient: blockedByRecipient !== undefined,
      isRecipientBlocked: recipientBlocked !== undefined,
      participant: participant as ParticipantItem | undefined,
    }),
    refusal,
    actions: ({ participant }, seqs) => [
      {
        ConditionCheck: {
          TableName: tables.blockedUsers,
          Key: blockOfSender,
          ConditionExpression: 'attribute_not_exists(blockedId)',
        },
      },
      ...(participant
        ? advanceReadSeq(tables.participants, participant, seqs)
        : openConversation(tables.participants, { conversationId, people: [sender.userId, recipientId] })),
    ],
  };
};
