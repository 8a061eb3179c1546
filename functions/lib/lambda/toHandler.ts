import { ErrorType } from '../../../domain/ErrorType.ts';
import type { Caller } from './Caller.ts';
import { DomainError } from './DomainError.ts';
import { isTransient } from './isTransient.ts';

/** What resolvers/lib/invokeLambda.ts sends. */
interface FieldEvent<Args> {
  readonly arguments: Args;
  /** Null for callers with an API key. */
  readonly caller: Caller | null;
}

/** What resolvers/lib/invokeLambda.ts expects. */
type Envelope<Result> =
  | { readonly result: Result }
  | { readonly error: { readonly type: ErrorType; readonly message: string; readonly info?: unknown } };

interface InvocationContext {
  readonly awsRequestId: string;
}

const toError = (error: unknown, requestId: string): Envelope<never> => {
  if (error instanceof DomainError) {
    return { error: { type: error.type, message: error.message, ...(error.info && { info: error.info }) } };
  }
  console.error(requestId, error);
  if (isTransient(error)) {
    const message = 'The service cannot answer now. Please try again.';
    return { error: { type: ErrorType.Unavailable, message, info: { requestId } } };
  }
  return { error: { type: ErrorType.Internal, message: 'Something went wrong on our side.', info: { requestId } } };
};

/** The Lambda behind a public field. Errors become envelopes here and nowhere else. */
export const toPublicHandler =
  <Args, Result>(run: (args: Args) => Promise<Result>) =>
  async (event: FieldEvent<Args>, context: InvocationContext): Promise<Envelope<Result>> => {
    try {
      return { result: await run(event.arguments) };
    } catch (error) {
      return toError(error, context.awsRequestId);
    }
  };

/** The Lambda behind a field for people who are signed in. */
export const toCallerHandler =
  <Args, Result>(run: (caller: Caller, args: Args) => Promise<Result>) =>
  async (event: FieldEvent<Args>, context: InvocationContext): Promise<Envelope<Result>> => {
    const { caller } = event;
    if (!caller) throw new Error('This field is for people who are signed in.');
    return toPublicHandler((args: Args) => run(caller, args))(event, context);
  };
