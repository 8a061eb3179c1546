import type { HeadItem, ParticipantItem } from '../../../domain/items.ts';
import { queryAll } from '../dynamodb/queryAll.ts';
import { readItems } from '../dynamodb/readItems.ts';
import type { StayDeps } from './loadStay.ts';
import { toStay, type Stay } from './Stay.ts';

/** Every conversation that a person is or was in, by id: two round trips for up to 1 MB of rows. */
export const loadStays = async (deps: StayDeps, userId: string): Promise<Stay[]> => {
  const rows = (await queryAll(deps.documents, {
    TableName: deps.tables.participants,
    KeyConditionExpression: 'userId = :me',
    ExpressionAttributeValues: { ':me': userId },
  })) as unknown as ParticipantItem[];
  const heads = await readItems(
    deps,
    rows.map(({ conversationId }) => ({ table: deps.tables.conversations, key: { conversationId } })),
  );
  return rows.flatMap((row, index) => {
    const head = heads[index] as HeadItem | undefined;
    return head ? [toStay(row, head)] : [];
  });
};
