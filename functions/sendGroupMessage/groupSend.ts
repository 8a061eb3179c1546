import { groupConversationId } from '../../domain/conversationId.ts';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { HeadItem, ParticipantItem } from '../../domain/items.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';
import type { Send, WriteAction } from '../lib/send/storeMessage.ts';

export interface GroupSendInput {
  readonly groupId: string;
  readonly text: string;
  readonly clientMessageId: string;
}

export interface GroupFound {
  /** The sender's row: with `fromSeq` while he is a member. */
  readonly participant: ParticipantItem | undefined;
}

/** Unknown, deleted, and foreign groups are one answer. */
const refusal = ({ participant }: GroupFound, head: HeadItem | undefined): DomainError | undefined =>
  participant?.fromSeq === undefined || head?.closedAt !== undefined
    ? new DomainError(ErrorType.NotFound, 'There is no such group.')
    : undefined;

/** A group message as a send: four actions, however many people are in the group (P6). */
export const groupSend = (table: string, sender: Caller, input: GroupSendInput): Send<GroupFound> => {
  const conversationId = groupConversationId(input.groupId);
  const key = { userId: sender.userId, conversationId };
  return {
    sender,
    conversationId,
    kind: 'GROUP',
    text: input.text,
    clientMessageId: input.clientMessageId,
    reads: [{ table, key }],
    toFound: ([participant]) => ({ participant: participant as ParticipantItem | undefined }),
    refusal,
    actions: ({ participant }, { last, next }): readonly WriteAction[] => {
      // The membership is a condition of the transaction itself. One's own message is read, unless others before it
      // are not.
      const isMember = { TableName: table, Key: key, ConditionExpression: 'attribute_exists(fromSeq)' };
      if (participant?.readSeq !== last) return [{ ConditionCheck: isMember }];
      return [
        {
          Update: {
            ...isMember,
            ConditionExpression: 'attribute_exists(fromSeq) AND readSeq = :last',
            UpdateExpression: 'SET readSeq = :next',
            ExpressionAttributeValues: { ':next': next, ':last': last },
          },
        },
      ];
    },
  };
};
