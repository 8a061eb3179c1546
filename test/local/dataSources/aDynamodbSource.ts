import { createDynamodbDataSource } from '../../../local/dataSources/dynamodb.ts';
import type { DataSource } from '../../../local/dataSources/DataSource.ts';
import { roleArn } from '../dataPlane/stackOf.ts';
import type { TestGate } from '../dataPlane/TestGate.ts';

/** A data source on a table of the test gate, with the role Sender. */
export function aDynamodbSource(gate: TestGate, TableName: string, config: Record<string, unknown> = {}): DataSource {
  const properties = {
    Name: `${TableName}Source`,
    ServiceRoleArn: roleArn('Sender'),
    DynamoDBConfig: { TableName, ...config },
  };
  const resource = { logicalId: TableName, type: 'AWS::AppSync::DataSource', ref: '', attributes: {}, properties };
  return createDynamodbDataSource({ resource, dataPlane: gate.dataPlane, clock: gate.clock });
}
