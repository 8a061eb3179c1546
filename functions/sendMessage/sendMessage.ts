import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import type { Message, MutationSendMessageArgs } from '../../generated/types.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';
import { isUuid } from '../lib/lambda/isUuid.ts';
import { assertSendInput } from '../lib/send/assertSendInput.ts';
import type { Publish } from '../lib/send/createPublisher.ts';
import { storeMessage, type StoreDeps } from '../lib/send/storeMessage.ts';
import { toMessage } from '../lib/send/toMessage.ts';
import { directSend, mayHear, type DirectTables } from './directSend.ts';

export interface SendMessageDeps extends StoreDeps {
  readonly tables: StoreDeps['tables'] & DirectTables;
  readonly publish: Publish;
}

const assertRecipient = (sender: Caller, recipientId: string): void => {
  if (!isUuid(recipientId)) throw new DomainError(ErrorType.BadRequest, 'This is not a user ID.');
  if (recipientId === sender.userId) throw new DomainError(ErrorType.BadRequest, 'This is your own ID.');
};

/** Stores a direct message and publishes it to both people. */
export const sendMessage =
  (deps: SendMessageDeps) =>
  async (sender: Caller, { input }: MutationSendMessageArgs): Promise<Message> => {
    assertRecipient(sender, input.recipientId);
    assertSendInput(input);
    const { item, isRepeat, found } = await storeMessage(deps, directSend(deps.tables, sender, input));
    const message = toMessage(item);
    const age = deps.timing.now() - Date.parse(item.createdAt);
    if (isRepeat && age > limits.republishMinutes * 60_000) return message;
    await deps.publish(message, mayHear(found) ? [sender.userId, input.recipientId] : [sender.userId]);
    return message;
  };
