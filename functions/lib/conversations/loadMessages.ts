import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { MessageItem } from '../../../domain/items.ts';
import type { ReadDeps } from '../dynamodb/readItems.ts';
import type { SeqRange } from './windows.ts';

export interface MessagesDeps extends ReadDeps {
  readonly tables: { readonly messages: string };
}

/** The messages of a range in their order. A page of 100 of the longest texts stays below DynamoDB's 1 MB. */
export const loadMessages = async (
  { documents, tables }: MessagesDeps,
  conversationId: string,
  { from, to }: SeqRange,
): Promise<MessageItem[]> => {
  const { Items } = await documents.send(
    new QueryCommand({
      TableName: tables.messages,
      KeyConditionExpression: 'conversationId = :id AND seq BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':id': conversationId, ':first': from + 1, ':last': to },
      ConsistentRead: true,
    }),
  );
  return (Items ?? []) as MessageItem[];
};
