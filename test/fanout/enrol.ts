import { randomUUID } from 'node:crypto';
import type { World } from '../support/useWorld.ts';
import { tableName } from './tableName.ts';

/** Of DynamoDB's BatchWriteItem. */
const itemsPerBatch = 25;

const toPut = (userId: string): unknown => ({
  PutRequest: {
    Item: {
      userId: { S: userId },
      username: { S: `member-${userId}` },
      displayName: { S: 'Member' },
      status: { S: 'ACTIVE' },
      createdAt: { S: '2026-01-01T00:00:00.000Z' },
    },
  },
});

/** Writes profiles of people who never sign in, past the API: to register each of them would take hours. */
export const enrol = async ({ runtime }: World, count: number): Promise<readonly string[]> => {
  const userIds = Array.from({ length: count }, () => randomUUID());
  const table = tableName(runtime, 'Users');
  for (let start = 0; start < count; start += itemsPerBatch) {
    const puts = userIds.slice(start, start + itemsPerBatch).map(toPut);
    const { status, body } = await runtime.dynamodb.call('BatchWriteItem', { RequestItems: { [table]: puts } });
    if (status !== 200) throw new Error(`Profiles were refused: ${JSON.stringify(body)}`);
  }
  return userIds;
};
