import { ErrorType } from '../../../domain/ErrorType.ts';
import type { Message } from '../../../generated/types.ts';
import { callApi } from '../lambda/callApi.ts';
import { DomainError } from '../lambda/DomainError.ts';
import { backOff, type Timing } from '../lambda/Timing.ts';

/** Hands a stored message to AppSync for everybody named; answers once AppSync has accepted it (P7). */
export type Publish = (message: Message, recipientIds: readonly string[]) => Promise<void>;

/** Whole, whatever the sender selected (P10), with `__typename` everywhere: clients that add it get it. */
const publishMessage = `mutation publishMessage($input: PublishMessageInput!) {
  publishMessage(input: $input) {
    __typename
    recipientIds
    message {
      __typename id conversationId seq version senderId senderUsername text createdAt clientMessageId hiddenReason
    }
  }
}`;

export const publishTries = 3;

/** Repeating is harmless: a subscriber tells messages apart by conversation and seq. */
export const createPublisher =
  (graphqlUrl: string, timing: Timing): Publish =>
  async (message, recipientIds) => {
    const variables = { input: { message, recipientIds } };
    for (let attempt = 1; ; attempt += 1) {
      try {
        await callApi(graphqlUrl, { field: 'publishMessage', query: publishMessage, variables });
        return;
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        if (attempt === publishTries) {
          throw new DomainError(
            ErrorType.Unavailable,
            'The message is stored but not delivered yet. Please send again.',
          );
        }
      }
      await backOff(timing);
    }
  };
