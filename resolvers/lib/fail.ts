import { util, type Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';

type Info = Record<string, unknown>;

/** Ends the resolver with an error of the closed list: domain/ErrorType.ts. */
export const fail = (type: ErrorType, message: string, info?: Info): never => util.error(message, type, null, info);

/** For a transient failure: a repeat of the call may succeed. */
export const failUnavailable = (info?: Info): never =>
  fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.', info);

/** For an unexpected failure. */
export const failInternal = (info?: Info): never => fail(ErrorType.Internal, 'Something went wrong on our side.', info);

/** Logs the error of a data source, whose text is not for clients. Returns the id of the log entry. */
export const logSourceError = ({ error, info }: Pick<Context, 'error' | 'info'>): string => {
  const requestId = util.autoId();
  console.error(requestId, info.fieldName, error?.type, error?.message);
  return requestId;
};

/** For response handlers where the caller causes no failure of the source: the caller may repeat the call. */
export const failOnSourceError = (ctx: Pick<Context, 'error' | 'info'>): void => {
  if (ctx.error) failUnavailable({ requestId: logSourceError(ctx) });
};
