import type { HeadItem, ParticipantItem } from '../lib/items.ts';
import { queryAll } from '../lib/queryAll.ts';
import { readItems, type ReadDeps } from '../lib/readItems.ts';

export interface MyConversation {
  readonly row: ParticipantItem;
  readonly lastSeq: number;
}

export interface ConversationDeps extends ReadDeps {
  readonly tables: {
    readonly participants: string;
    readonly conversations: string;
    readonly messages: string;
    readonly blockedUsers: string;
  };
}

const loadRows = ({ documents, tables }: ConversationDeps, userId: string): Promise<ParticipantItem[]> =>
  queryAll<ParticipantItem>(documents, {
    TableName: tables.participants,
    KeyConditionExpression: 'userId = :me',
    ExpressionAttributeValues: { ':me': userId },
  });

/** Every conversation that I am or was in with its last seq, by id: two round trips for up to 1 MB of rows. */
export const loadConversations = async (deps: ConversationDeps, userId: string): Promise<MyConversation[]> => {
  const rows = await loadRows(deps, userId);
  const heads = await readItems(
    deps,
    rows.map(({ conversationId }) => ({ table: deps.tables.conversations, key: { conversationId } })),
  );
  return rows.map((row, index) => ({ row, lastSeq: (heads[index] as HeadItem | undefined)?.lastSeq ?? 0 }));
};
