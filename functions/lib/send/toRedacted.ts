import type { Message } from '../../../generated/types.ts';

/** A group message as somebody who blocked its sender sees it: `seq` stays dense, and nothing is said. */
export const toRedacted = (message: Message): Message => ({
  ...message,
  text: null,
  clientMessageId: null,
  hiddenReason: 'BLOCKED_SENDER',
});
