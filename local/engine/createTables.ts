import { isDeepStrictEqual } from 'node:util';
import { toRecord } from '../base/json.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import type { ServiceAnswer } from '../gate/Gate.ts';
import type { Stack, StackResource } from '../template/Stack.ts';
import type { DynamodbClient } from './createDynamodbClient.ts';

/** A table whose items expire by an attribute. */
export interface ExpiringTable {
  readonly tableName: string;
  readonly keyNames: readonly string[];
  readonly attributeName: string;
}

interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
}

/** The properties that tables are made from: the same in a template and in the API. */
interface TableShape {
  readonly KeySchema: readonly KeyElement[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly LocalSecondaryIndexes?: readonly Index[];
}

const unsupportedProperties = ['KinesisStreamSpecification', 'ImportSourceSpecification', 'ResourcePolicy'];

/**
 * Makes the tables of the stack that do not exist yet.
 * Throws one sentence when a table exists with other keys or indexes than the template's.
 */
export async function createTables(stack: Stack, client: DynamodbClient): Promise<ExpiringTable[]> {
  const expiring: ExpiringTable[] = [];
  for (const resource of [
    ...stack.resourcesOf('AWS::DynamoDB::Table'),
    ...stack.resourcesOf('AWS::DynamoDB::GlobalTable'),
  ]) {
    refuseUnsupported(resource);
    const shape = toTableShape(resource.properties);
    await createTable(resource, shape, client);
    const attributeName = ttlAttribute(resource);
    if (attributeName === undefined) continue;
    await enableTtl(resource.ref, attributeName, client);
    const keyNames = shape.KeySchema.map((element) => element.AttributeName);
    expiring.push({ tableName: resource.ref, keyNames, attributeName });
  }
  return expiring;
}

function refuseUnsupported({ logicalId, properties }: StackResource): void {
  const replicas = properties['Replicas'];
  const perReplica = Array.isArray(replicas) ? replicas.map(toRecord) : [];
  for (const name of unsupportedProperties) {
    const isUsed = [properties, ...perReplica].some((holder) => holder[name] !== undefined);
    if (isUsed) throw new UnsupportedFeatureError(`${name} of table ${logicalId}`);
  }
  if (perReplica.length > 1) throw new UnsupportedFeatureError(`more than one replica of table ${logicalId}`);
  if (properties['BillingMode'] !== 'PAY_PER_REQUEST') {
    throw new UnsupportedFeatureError(`provisioned capacity of table ${logicalId}`);
  }
}

async function createTable(resource: StackResource, shape: TableShape, client: DynamodbClient): Promise<void> {
  const described = await client.call('DescribeTable', { TableName: resource.ref });
  if (described.status === 200) {
    refuseOtherShape(resource.ref, described, shape);
    return;
  }
  const answer = await client.call('CreateTable', {
    TableName: resource.ref,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: shape.KeySchema,
    AttributeDefinitions: shape.AttributeDefinitions,
    ...optionalIndexes('GlobalSecondaryIndexes', shape.GlobalSecondaryIndexes),
    ...optionalIndexes('LocalSecondaryIndexes', shape.LocalSecondaryIndexes),
    ...streamOf(resource.properties),
  });
  if (answer.status !== 200) throw new Error(`Table ${resource.logicalId} cannot be created: ${messageOf(answer)}`);
}

function optionalIndexes(name: string, indexes: readonly Index[] = []): Record<string, unknown> {
  const definitions = indexes.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }));
  return definitions.length === 0 ? {} : { [name]: definitions };
}

function streamOf(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const specification = properties['StreamSpecification'];
  if (typeof specification !== 'object' || specification === null || !('StreamViewType' in specification)) return {};
  return { StreamSpecification: { StreamEnabled: true, StreamViewType: specification.StreamViewType } };
}

function refuseOtherShape(tableName: string, described: ServiceAnswer, shape: TableShape): void {
  if (isDeepStrictEqual(comparable(toTableShape(toRecord(described.body['Table']))), comparable(shape))) return;
  throw new Error(
    `The data folder holds a table ${tableName} with other keys or indexes than the template has: start with --fresh.`,
  );
}

function comparable(shape: TableShape): unknown {
  const keyOf = (elements: readonly KeyElement[]) =>
    elements.map((element) => `${element.KeyType} ${element.AttributeName}`).sort();
  const indexesOf = (indexes: readonly Index[] = []) =>
    indexes
      .map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        key: keyOf(KeySchema),
        projection: Projection.ProjectionType ?? 'ALL',
        others: [...(Projection.NonKeyAttributes ?? [])].sort(),
      }))
      .sort((one, other) => (one.IndexName < other.IndexName ? -1 : 1));
  return {
    key: keyOf(shape.KeySchema),
    attributes: shape.AttributeDefinitions.map((one) => `${one.AttributeName} ${one.AttributeType}`).sort(),
    globals: indexesOf(shape.GlobalSecondaryIndexes),
    locals: indexesOf(shape.LocalSecondaryIndexes),
  };
}

function ttlAttribute({ properties }: StackResource): string | undefined {
  const specification = toRecord(properties['TimeToLiveSpecification']);
  const name = specification['AttributeName'];
  return String(specification['Enabled']) === 'true' && typeof name === 'string' ? name : undefined;
}

async function enableTtl(TableName: string, AttributeName: string, client: DynamodbClient): Promise<void> {
  const described = await client.call('DescribeTimeToLive', { TableName });
  const current = toRecord(described.body['TimeToLiveDescription']);
  if (current['TimeToLiveStatus'] === 'ENABLED' && current['AttributeName'] === AttributeName) return;
  const TimeToLiveSpecification = { AttributeName, Enabled: true };
  const answer = await client.call('UpdateTimeToLive', { TableName, TimeToLiveSpecification });
  if (answer.status !== 200) throw new Error(`Table ${TableName} cannot expire its items: ${messageOf(answer)}`);
}

function messageOf(answer: ServiceAnswer): string {
  return String(answer.body['message'] ?? answer.body['Message'] ?? answer.body['__type']);
}

function toTableShape(value: unknown): TableShape {
  return value as TableShape;
}
