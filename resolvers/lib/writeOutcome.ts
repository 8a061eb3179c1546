import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';

/**
 * A plain write beside a transaction on the same item may be refused with TransactionConflict, and APPSYNC_JS has no
 * loop over a data source. So the write stands in its pipeline several times: each passes through after a success.
 */
export const isWritten = (ctx: Context): boolean => ctx.stash['isWritten'] === true;

export const noteOutcome = (ctx: Context): null => {
  if (ctx.error) {
    console.error(ctx.info.fieldName, ctx.error.type, ctx.error.message);
    return null;
  }
  ctx.stash['isWritten'] = true;
  ctx.stash['written'] = ctx.result as unknown;
  return null;
};

/** What the write that succeeded gave back. */
export const writtenOrFail = (ctx: Context): unknown => {
  if (!isWritten(ctx)) fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
  return ctx.stash['written'] as unknown;
};
