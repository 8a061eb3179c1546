import { createDynamodbDataSource } from '../../../appsync/sources/createDynamodbDataSource.ts';
import type { DataSource } from '../../../appsync/sources/DataSource.ts';
import { createPageTokens } from '../../../appsync/sources/dynamodb/createPageTokens.ts';
import { createPersistentMaps } from '../../../storage/createPersistentMaps.ts';
import { roleArn } from '../../gate/stackOf.ts';
import type { TestGate } from '../../gate/TestGate.ts';

/** A data source on a table of the test gate, with the role Sender. */
export function aDynamodbSource(gate: TestGate, TableName: string, config: Record<string, unknown> = {}): DataSource {
  const properties = {
    Name: `${TableName}Source`,
    ServiceRoleArn: roleArn('Sender'),
    DynamoDBConfig: { TableName, ...config },
  };
  const resource = { logicalId: TableName, type: 'AWS::AppSync::DataSource', ref: '', attributes: {}, properties };
  const tokens = createPageTokens(createPersistentMaps(undefined).open('tokens'));
  return createDynamodbDataSource({ resource, gate: gate.controls, clock: gate.clock, tokens });
}
