import type { Context, DynamoDBQueryRequest } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import { groupPrefix } from '../../../domain/conversationId.ts';
import type { GroupParticipantItem } from '../../../domain/items.ts';
import type { QueryGroupsArgs } from '../../../generated/types.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { listedItems, listOptions, type ListContext } from '../../lib/listOptions.ts';

/** Lists the groups that the caller is in: the row of a former member has no `fromSeq`. */
export const request = (ctx: Context<QueryGroupsArgs>): DynamoDBQueryRequest =>
  ddb.query<GroupParticipantItem>({
    query: { userId: { eq: callerOf(ctx).userId }, conversationId: { beginsWith: groupPrefix } },
    filter: { fromSeq: { attributeExists: true } },
    ...listOptions(ctx.args),
    consistentRead: true,
  });

export const response = (ctx: ListContext<QueryGroupsArgs, GroupParticipantItem>): GroupParticipantItem[] =>
  listedItems(ctx);
