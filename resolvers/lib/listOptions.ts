import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';
import { failOnSourceError } from './failOnSourceError.ts';
import { pageSize } from './pageSize.ts';

interface ListArgs {
  limit?: number | null;
  nextToken?: string | null;
}

export interface ListStash {
  /** The token of the next page. */
  nextToken?: string | null;
}

const failForeignToken = (): never => fail(ErrorType.BadRequest, 'This is not a token of this list.');

/** `limit` and `nextToken` of a Query, from the arguments of a list. */
export const listOptions = (args: ListArgs): { limit: number; nextToken: string | null } => {
  if (args.nextToken === '') failForeignToken();
  return { limit: pageSize(args.limit), nextToken: args.nextToken ?? null };
};

/** The context of a response handler behind a Query. */
export type ListContext<Args extends ListArgs, Item> = Context<
  Args,
  ListStash,
  undefined,
  undefined,
  { items: Item[]; nextToken?: string | null }
>;

/** The items of a Query; its token is kept for the answer. */
export const listedItems = <Item>(ctx: ListContext<ListArgs, Item>): Item[] => {
  // AppSync opens only tokens that this very list issued, and DynamoDB accepts none of another user's list. The texts
  // are unconfirmed.
  const message = ctx.error ? ctx.error.message.toLowerCase() : '';
  const isAboutToken = message.indexOf('token') !== -1 || message.indexOf('starting key') !== -1;
  if (ctx.args.nextToken && isAboutToken) failForeignToken();
  failOnSourceError(ctx);
  const { items, nextToken } = ctx.result;
  ctx.stash.nextToken = nextToken ?? null;
  return items;
};
