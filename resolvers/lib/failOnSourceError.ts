import { util, type Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';

/**
 * For response handlers where no failure belongs to the caller. DynamoDB's text goes to the log, never to a client;
 * repeating the call is safe.
 */
export const failOnSourceError = (ctx: Pick<Context, 'error' | 'info'>): void => {
  if (!ctx.error) return;
  const requestId = util.autoId();
  console.error(requestId, ctx.info.fieldName, ctx.error.type, ctx.error.message);
  fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.', { requestId });
};
