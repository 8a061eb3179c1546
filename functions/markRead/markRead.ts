import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { MutationMarkReadArgs } from '../../generated/types.ts';
import { loadCallerStay } from '../lib/conversations/loadStay.ts';
import type { Stay } from '../lib/conversations/Stay.ts';
import { toConversations, type ConversationView, type ViewDeps } from '../lib/conversations/toConversations.ts';
import { retryTransient } from '../lib/dynamodb/retryTransient.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

const assertSeq = (seq: number, { lastSeq }: Stay): void => {
  if (seq >= 0 && seq <= lastSeq) return;
  throw new DomainError(ErrorType.BadRequest, 'There is no such message in this conversation.');
};

/** Sends of the same person carry the row in their transactions: a plain write beside them may meet a conflict. */
const writeReadSeq = (deps: ViewDeps, { row }: Stay, seq: number): Promise<unknown> =>
  retryTransient(deps.timing, () =>
    deps.documents.send(
      new UpdateCommand({
        TableName: deps.tables.participants,
        Key: { userId: row.userId, conversationId: row.conversationId },
        UpdateExpression: 'SET readSeq = :seq',
        ConditionExpression: 'attribute_exists(userId)',
        ExpressionAttributeValues: { ':seq': seq },
      }),
    ),
  );

/** Marks everything up to `seq` as read and the rest as unread. */
export const markRead =
  (deps: ViewDeps) =>
  async (me: Caller, { conversationId, seq }: MutationMarkReadArgs): Promise<ConversationView> => {
    const stay = await loadCallerStay(deps, me, conversationId);
    assertSeq(seq, stay);
    if (stay.row.readSeq !== seq) await writeReadSeq(deps, stay, seq);
    const [view] = await toConversations(deps, me.userId, [{ ...stay, row: { ...stay.row, readSeq: seq } }]);
    if (!view) throw new Error('A conversation without a view.');
    return view;
  };
