import type { Context, DynamoDBQueryRequest } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { BlockItem } from '../../../domain/items.ts';
import type { QueryBlockedUsersArgs } from '../../../generated/types.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { listedItems, listOptions, type ListContext } from '../../lib/listOptions.ts';

export const request = (ctx: Context<QueryBlockedUsersArgs>): DynamoDBQueryRequest =>
  ddb.query({ index: 'byBlocker', query: { blockerId: { eq: callerOf(ctx).userId } }, ...listOptions(ctx.args) });

export const response = (ctx: ListContext<QueryBlockedUsersArgs, BlockItem>): BlockItem[] => listedItems(ctx);
