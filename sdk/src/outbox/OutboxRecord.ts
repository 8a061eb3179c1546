import { MessagingError, type MessagingErrorReason, type MessagingErrorType } from '../MessagingError.ts';
import type { OutgoingItem } from '../store/TimelineItem.ts';

interface Failure {
  readonly type: MessagingErrorType;
  readonly message: string;
  readonly reason?: MessagingErrorReason | undefined;
  readonly limit?: number | undefined;
}

/** An unsent message as the storage keeps it. */
export interface OutboxRecord {
  readonly clientMessageId: string;
  readonly conversationId: string;
  /** Of a direct message. */
  readonly recipientId?: string | undefined;
  /** Of a group message. */
  readonly groupId?: string | undefined;
  readonly text: string;
  readonly createdAt: string;
  /** Its place among the messages of this person. */
  readonly order: string;
  readonly failure?: Failure | undefined;
}

export const toFailure = ({ type, message, reason, limit }: MessagingError): Failure => ({
  type,
  message,
  reason,
  limit,
});

export const toOutgoingItem = (
  record: OutboxRecord,
  { isSending, error }: { readonly isSending: boolean; readonly error?: MessagingError | undefined },
): OutgoingItem => {
  const { clientMessageId, conversationId, text, createdAt, failure } = record;
  const waiting = isSending ? 'sending' : 'pending';
  return {
    state: failure ? 'failed' : waiting,
    key: clientMessageId,
    clientMessageId,
    conversationId,
    text,
    createdAt,
    error: failure ? new MessagingError(failure.type, failure.message, failure) : error,
  };
};
