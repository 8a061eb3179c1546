import type { Clock } from '../base/Clock.ts';
import type { DynamodbClient } from './createDynamodbClient.ts';
import type { ExpiringTable } from './createTables.ts';

export interface Sweeper {
  /** Looks at the next page of every table that expires items. */
  sweep(): Promise<void>;
  stop(): void;
}

export interface SweeperOptions {
  readonly tables: readonly ExpiringTable[];
  readonly client: DynamodbClient;
  readonly clock: Clock;
}

const intervalMilliseconds = 60_000;
const pageSize = 1_000;
/**
 * DynamoDB deletes "within a few days", at no promised moment: readers have to filter. Ten minutes keep expired items
 * visible long enough to notice a reader that does not.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
const latenessSeconds = 600;
const ignoredAfterSeconds = 5 * 365 * 24 * 3_600;

/** Deletes items whose time to live has passed by the clock, some time after it has. */
export function createSweeper({ tables, client, clock }: SweeperOptions): Sweeper {
  const positions = new Map<string, unknown>();
  const sweep = async () => {
    for (const table of tables) {
      const next = await sweepPage(table, positions.get(table.tableName), { client, clock });
      positions.set(table.tableName, next);
    }
  };
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(sweep).catch(() => undefined);
  }, intervalMilliseconds);
  timer.unref();
  return { sweep, stop: () => clearInterval(timer) };
}

async function sweepPage(
  { tableName, keyNames, attributeName }: ExpiringTable,
  position: unknown,
  { client, clock }: Pick<SweeperOptions, 'client' | 'clock'>,
): Promise<unknown> {
  const now = Math.floor(clock.now() / 1_000);
  const page = await client.call('Scan', {
    TableName: tableName,
    Limit: pageSize,
    FilterExpression: 'attribute_type(#ttl, :number) AND #ttl BETWEEN :ignored AND :expired',
    ExpressionAttributeNames: { '#ttl': attributeName },
    ExpressionAttributeValues: {
      ':number': { S: 'N' },
      ':ignored': { N: String(now - ignoredAfterSeconds) },
      ':expired': { N: String(now - latenessSeconds) },
    },
    ...(position === undefined ? {} : { ExclusiveStartKey: position }),
  });
  for (const item of toItems(page.body['Items'])) {
    await client.call('DeleteItem', {
      TableName: tableName,
      Key: Object.fromEntries(keyNames.map((name) => [name, item[name]])),
      ConditionExpression: '#ttl = :seen',
      ExpressionAttributeNames: { '#ttl': attributeName },
      ExpressionAttributeValues: { ':seen': item[attributeName] },
    });
  }
  return page.body['LastEvaluatedKey'];
}

function toItems(value: unknown): Record<string, unknown>[] {
  return (value ?? []) as Record<string, unknown>[];
}
