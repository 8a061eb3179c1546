import { ErrorType } from '../../../domain/ErrorType.ts';
import { limits } from '../../../domain/limits.ts';
import { patterns } from '../../../domain/patterns.ts';
import { DomainError } from '../lambda/DomainError.ts';

const clientMessageIdPattern = new RegExp(patterns.clientMessageId);

/** A lone surrogate has no UTF-8: it could not be stored as sent. */
const assertText = (text: string): void => {
  if (text === '') throw new DomainError(ErrorType.BadRequest, 'The text is empty.');
  if (!text.isWellFormed()) throw new DomainError(ErrorType.BadRequest, 'The text is not well-formed Unicode.');
  if (Buffer.byteLength(text, 'utf8') > limits.textBytes) {
    throw new DomainError(ErrorType.LimitExceeded, `The text is longer than ${limits.textBytes} bytes.`, {
      limit: limits.textBytes,
    });
  }
};

/** What direct and group sends have in common. */
export const assertSendInput = (input: { readonly text: string; readonly clientMessageId: string }): void => {
  if (!clientMessageIdPattern.test(input.clientMessageId)) {
    throw new DomainError(ErrorType.BadRequest, 'The clientMessageId must be a UUID or a ULID.');
  }
  assertText(input.text);
};
