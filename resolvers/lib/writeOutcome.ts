import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';

/**
 * A plain write beside a transaction on the same item may be refused with TransactionConflict, and APPSYNC_JS has no
 * loop over a data source. So the write stands in its pipeline several times: each passes through after a success.
 */
export interface WriteStash<Item> {
  /** The item that the successful write returned; null for a deletion of none. */
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
  return fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
};
