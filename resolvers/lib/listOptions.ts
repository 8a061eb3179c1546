import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { limits } from '../../domain/limits.ts';
import { fail, failOnSourceError } from './fail.ts';

interface ListArgs {
  limit?: number | null;
  nextToken?: string | null;
}

export interface ListStash {
  /** The token of the next page. */
  nextToken?: string | null;
}

/** Number of items of a page; `BadRequest` for a limit out of range. */
export const pageSize = (limit: number | null | undefined): number => {
  const size = limit ?? limits.pageSize.default;
  if (size < 1 || size > limits.pageSize.max) {
    fail(ErrorType.BadRequest, `The limit must be from 1 to ${limits.pageSize.max}.`);
  }
  return size;
};

const failForeignToken = (): never => fail(ErrorType.BadRequest, 'This token does not belong to this list.');

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

/** The items of a Query; keeps its token in the stash for the answer. */
export const listedItems = <Item>(ctx: ListContext<ListArgs, Item>): Item[] => {
  // AppSync accepts only tokens that the same list issued, and DynamoDB none of another user's list. The texts are
  // unconfirmed.
  const message = ctx.error ? ctx.error.message.toLowerCase() : '';
  const isAboutToken = message.indexOf('token') !== -1 || message.indexOf('starting key') !== -1;
  if (ctx.args.nextToken && isAboutToken) failForeignToken();
  failOnSourceError(ctx);
  const { items, nextToken } = ctx.result;
  ctx.stash.nextToken = nextToken ?? null;
  return items;
};
