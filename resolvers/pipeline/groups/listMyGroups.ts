import type { Context, DynamoDBQueryRequest } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import { groupPrefix } from '../../../domain/conversationId.ts';
import type { GroupParticipantItem } from '../../../domain/items.ts';
import type { QueryGroupsArgs } from '../../../generated/types.ts';
import { callerOf } from '../../lib/callerOf.ts';
import { listedItems, listOptions } from '../../lib/listOptions.ts';

/** Every group that the person is in; who is out has no `fromSeq`. */
export const request = (ctx: Context<QueryGroupsArgs>): DynamoDBQueryRequest =>
  ddb.query<GroupParticipantItem>({
    query: { userId: { eq: callerOf(ctx).userId }, conversationId: { beginsWith: groupPrefix } },
    filter: { fromSeq: { attributeExists: true } },
    ...listOptions(ctx.args),
    consistentRead: true,
  });

export const response = (ctx: Context): unknown[] => listedItems(ctx);
