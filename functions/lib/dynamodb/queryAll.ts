import { QueryCommand, type DynamoDBDocumentClient, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';

/** Every item of a query, consistently, page after page. The caller names what its table holds. */
export const queryAll = async <Item>(
  documents: DynamoDBDocumentClient,
  query: Omit<QueryCommandInput, 'ConsistentRead' | 'ExclusiveStartKey'>,
): Promise<Item[]> => {
  const items: Item[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey } = await documents.send(
      new QueryCommand({ ...query, ConsistentRead: true, ExclusiveStartKey: start }),
    );
    items.push(...((Items ?? []) as Item[]));
    start = LastEvaluatedKey;
  } while (start);
  return items;
};
