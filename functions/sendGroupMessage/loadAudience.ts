import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { MessageItem } from '../../domain/items.ts';
import { queryAll } from '../lib/dynamodb/queryAll.ts';

export interface AudienceDeps {
  readonly documents: DynamoDBDocumentClient;
  readonly tables: { readonly groupMemberships: string; readonly blockedUsers: string };
}

/** Who gets a message live: whole, or without its text because they blocked the sender. */
export interface Audience {
  readonly hearing: readonly string[];
  readonly shielded: readonly string[];
}

/**
 * Reads who is in the group after the message was stored, so that nobody is in the audience who was out before (P8) or
 * whose block was answered before (P4).
 */
export const loadAudience = async (
  { documents, tables }: AudienceDeps,
  groupId: string,
  { seq, senderId }: MessageItem,
): Promise<Audience> => {
  const [members, blocks] = await Promise.all([
    queryAll<{ userId: string; fromSeq: number }>(documents, {
      TableName: tables.groupMemberships,
      KeyConditionExpression: 'groupId = :group',
      ExpressionAttributeValues: { ':group': groupId },
      ProjectionExpression: 'userId, fromSeq',
    }),
    queryAll<{ blockerId: string }>(documents, {
      TableName: tables.blockedUsers,
      KeyConditionExpression: 'blockedId = :sender',
      ExpressionAttributeValues: { ':sender': senderId },
      ProjectionExpression: 'blockerId',
    }),
  ]);
  const blockers = new Set(blocks.map(({ blockerId }) => blockerId));
  const ids = members.filter(({ fromSeq }) => fromSeq < seq).map(({ userId }) => userId);
  return {
    hearing: ids.filter((id) => !blockers.has(id)),
    shielded: ids.filter((id) => blockers.has(id)),
  };
};
