import type { Context, DynamoDBQueryRequest } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { MembershipItem } from '../../../domain/items.ts';
import type { GroupMembersArgs } from '../../../generated/types.ts';
import { listedItems, listOptions, type ListContext } from '../../lib/listOptions.ts';
import { failNoSuchGroup } from '../../lib/refusals.ts';
import type { GroupAnswer } from '../../lib/toGroup.ts';

export const request = ({
  args,
  source,
}: Context<GroupMembersArgs, Record<string, never>, undefined, GroupAnswer>): DynamoDBQueryRequest => {
  const { id } = source ?? failNoSuchGroup();
  return ddb.query({ query: { groupId: { eq: id } }, ...listOptions(args), consistentRead: true });
};

export const response = (ctx: ListContext<GroupMembersArgs, MembershipItem>): MembershipItem[] => listedItems(ctx);
