import type { ErrorType } from '../../../domain/ErrorType.ts';

/** An answer that is a refusal: what the client is told, and nothing more. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly type: ErrorType;
  readonly info: Readonly<Record<string, unknown>> | undefined;

  constructor(type: ErrorType, message: string, info?: Readonly<Record<string, unknown>>) {
    super(message);
    this.type = type;
    this.info = info;
  }
}
