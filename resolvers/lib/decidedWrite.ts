import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';

/*
 * A mutation that reads, decides, and writes under the conditions that it decided by. Its pipeline is read, write,
 * write, read, write, write: a write that met another one is made again as it is, and one whose conditions no longer
 * hold is decided anew. Each step passes through when there is nothing left for it.
 */

interface Reason {
  type?: string;
}

/** Whether what was read is to be read (again). */
export const needsReading = (ctx: Context): boolean =>
  ctx.stash['isSettled'] !== true && (ctx.stash['isRead'] !== true || ctx.stash['isOutdated'] === true);

/** Whether what was decided is still to be written. */
export const needsWriting = (ctx: Context): boolean =>
  ctx.stash['isSettled'] !== true && ctx.stash['isOutdated'] !== true;

export const noteRead = (ctx: Context): void => {
  ctx.stash['isRead'] = true;
  ctx.stash['isOutdated'] = false;
};

/** There is nothing to write (any more). */
export const settle = (ctx: Context): void => {
  ctx.stash['isSettled'] = true;
};

/** Somebody else wrote what this rests on. */
export const noteOutdated = (ctx: Context): void => {
  ctx.stash['isOutdated'] = true;
};

/** Whether a condition of the transaction failed. AWS's pages spell the reason in both ways. */
export const hasFailedCondition = (ctx: Context): boolean => {
  const { cancellationReasons } = (ctx.result ?? {}) as { cancellationReasons?: (Reason | null)[] | null };
  return (cancellationReasons ?? []).some(
    (reason) => reason?.type === 'ConditionalCheckFailed' || reason?.type === 'ConditionCheckFailed',
  );
};

/** What came of the transaction: done, to be decided anew, or to be made again. */
export const noteTransaction = (ctx: Context): null => {
  if (!ctx.error) {
    settle(ctx);
    return null;
  }
  console.error(ctx.info.fieldName, ctx.error.type, ctx.error.message);
  if (hasFailedCondition(ctx)) noteOutdated(ctx);
  return null;
};

export const settledOrFail = (ctx: Context): void => {
  if (ctx.stash['isSettled'] !== true) {
    fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
  }
};
