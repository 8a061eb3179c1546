import type { Context, DynamoDBQueryRequest } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { GroupMembersArgs } from '../../../generated/types.ts';
import { listedItems, listOptions } from '../../lib/listOptions.ts';
import type { GroupAnswer } from '../../lib/toGroup.ts';

export const request = (ctx: Context<GroupMembersArgs>): DynamoDBQueryRequest =>
  ddb.query({
    query: { groupId: { eq: (ctx.source as unknown as GroupAnswer).id } },
    ...listOptions(ctx.args),
    consistentRead: true,
  });

export const response = (ctx: Context): unknown[] => listedItems(ctx);
