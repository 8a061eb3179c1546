import type { Context } from '@aws-appsync/utils';
import { failUnavailable } from './fail.ts';

/**
 * DynamoDB may refuse a plain write with TransactionConflict while a transaction changes the same item, and APPSYNC_JS
 * cannot call a data source in a loop. So the pipeline contains the write several times, and skips it after a success.
 */
export interface WriteStash<Item> {
  /** The item that the successful write returned; null when there was nothing to delete. */
  written?: Item | null;
}

export const isWritten = ({ stash }: Context<unknown, WriteStash<unknown>>): boolean => stash.written !== undefined;

export const noteOutcome = <Item>(
  ctx: Pick<Context<unknown, WriteStash<Item>>, 'stash' | 'error' | 'info'> & { readonly result: Item | null },
): null => {
  if (ctx.error) console.error(ctx.info.fieldName, ctx.error.type, ctx.error.message);
  else ctx.stash.written = ctx.result ?? null;
  return null;
};

/** The item that the successful write returned. */
export const writtenItem = <Item>({ stash }: Context<unknown, WriteStash<Item>>): Item | null => {
  const { written } = stash;
  if (written !== undefined) return written;
  return failUnavailable();
};
