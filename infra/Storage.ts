import { RemovalPolicy } from 'aws-cdk-lib';
import { BillingMode, ProjectionType, Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { TableGrant } from './TableGrant.ts';
import { tables, type TableName, type TableShape } from './tables.ts';

const createTable = (scope: Construct, name: TableName): Table => {
  const { partitionKey, sortKey, indexes = {}, timeToLiveAttribute }: TableShape = tables[name];
  const table = new Table(scope, name, {
    partitionKey,
    ...(sortKey && { sortKey }),
    ...(timeToLiveAttribute !== undefined && { timeToLiveAttribute }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const [indexName, index] of Object.entries(indexes)) {
    table.addGlobalSecondaryIndex({ indexName, ...index, projectionType: ProjectionType.ALL });
  }
  return table;
};

/** The tables, and the only place that grants access to them. */
export class Storage extends Construct {
  readonly #tables: Readonly<Record<TableName, Table>>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const names = Object.keys(tables) as TableName[];
    this.#tables = Object.fromEntries(names.map((name) => [name, createTable(this, name)])) as Record<TableName, Table>;
  }

  table(name: TableName): ITable {
    // CDK's types are not made for exactOptionalPropertyTypes.
    return this.#tables[name] as ITable;
  }

  /** The names of the tables by their variables. */
  variables(names: readonly TableName[] = Object.keys(tables) as TableName[]): Record<string, string> {
    return Object.fromEntries(names.map((name) => [tables[name].variable, this.#tables[name].tableName]));
  }

  /** CDK's own grants give more than a caller uses (`Scan`, every index); these give the actions named, on one ARN. */
  statements(grants: readonly TableGrant[]): PolicyStatement[] {
    return grants.map(({ table, index, actions }) => {
      const { tableArn } = this.#tables[table];
      return new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [index === undefined ? tableArn : `${tableArn}/index/${index}`],
      });
    });
  }
}
