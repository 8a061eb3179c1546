import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import { patterns } from '../../domain/patterns.ts';
import type { Message, MutationSendGroupMessageArgs } from '../../generated/types.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';
import { assertSendInput } from '../lib/send/assertSendInput.ts';
import type { Publish } from '../lib/send/createPublisher.ts';
import { storeMessage, type StoreDeps } from '../lib/send/storeMessage.ts';
import { toMessage } from '../lib/send/toMessage.ts';
import { groupSend } from './groupSend.ts';
import { loadAudience, type AudienceDeps } from './loadAudience.ts';
import { publishToAudience } from './publishToAudience.ts';

export interface SendGroupMessageDeps extends StoreDeps {
  readonly tables: StoreDeps['tables'] & AudienceDeps['tables'] & { readonly participants: string };
  readonly publish: Publish;
  readonly recipientsPerPublish: number;
}

const groupIdPattern = new RegExp(patterns.anyCaseUuid);

const toGroupId = (value: string): string => {
  if (!groupIdPattern.test(value)) throw new DomainError(ErrorType.BadRequest, 'This is not a group ID.');
  return value.toLowerCase();
};

/** Stores a group message and publishes it to everybody who is in the group then. */
export const sendGroupMessage =
  (deps: SendGroupMessageDeps) =>
  async (sender: Caller, { input }: MutationSendGroupMessageArgs): Promise<Message> => {
    const groupId = toGroupId(input.groupId);
    assertSendInput(input);
    const send = groupSend(deps.tables.participants, sender, { ...input, groupId });
    const { item, isRepeat } = await storeMessage(deps, send);
    const message = toMessage(item);
    const age = deps.timing.now() - Date.parse(item.createdAt);
    if (isRepeat && age > limits.republishMinutes * 60_000) return message;
    await publishToAudience(deps, message, await loadAudience(deps, groupId, item));
    return message;
  };
