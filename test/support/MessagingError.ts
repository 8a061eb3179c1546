/** The first error of a GraphQL answer, or the refusal of a whole request. */
export class MessagingError extends Error {
  override readonly name = 'MessagingError';
  readonly type: string;
  readonly info: unknown;

  constructor(type: string, message: string, info: unknown) {
    super(message);
    this.type = type;
    this.info = info;
  }
}
