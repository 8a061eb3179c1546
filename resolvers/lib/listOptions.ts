import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';
import { failOnSourceError } from './failOnSourceError.ts';
import { pageSize } from './pageSize.ts';

/** `limit` and `nextToken` of a Query, from the arguments of a list. */
export const listOptions = (args: {
  limit?: number | null;
  nextToken?: string | null;
}): { limit: number; nextToken: string | null; consistentRead: true } => {
  if (args.nextToken === '') fail(ErrorType.BadRequest, 'This is not a token of this list.');
  return { limit: pageSize(args.limit), nextToken: args.nextToken ?? null, consistentRead: true };
};

/** The items of a Query; its token is kept for the answer. */
export const listedItems = (ctx: Context): unknown[] => {
  failOnSourceError(ctx);
  const { items, nextToken } = ctx.result as { items: unknown[]; nextToken?: string | null };
  ctx.stash['nextToken'] = nextToken ?? null;
  return items;
};
