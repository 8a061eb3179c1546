import { DynamoDbDataSource, LambdaDataSource, NoneDataSource, type BaseDataSource } from 'aws-cdk-lib/aws-appsync';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Api } from './Api.ts';
import { tableSources, type DataSourceName, type TableSourceName } from './dataSources.ts';
import type { FieldFunctions } from './FieldFunctions.ts';
import { functions, type FunctionName } from './functions.ts';
import type { Storage } from './Storage.ts';

export interface SourcesProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly fieldFunctions: FieldFunctions;
}

/** The data sources of the API, each with a role that may do what its fields do. */
export class Sources extends Construct {
  readonly #sources = new Map<DataSourceName | FunctionName, BaseDataSource>();

  constructor(scope: Construct, id: string, props: SourcesProps) {
    super(scope, id);
    const { graphql: api } = props.api;
    this.#sources.set('none', new NoneDataSource(this, 'none', { api, name: 'none' }));
    for (const name of Object.keys(tableSources) as TableSourceName[]) this.#addTable(name, props);
    for (const name of Object.keys(functions) as FunctionName[]) this.#addFunction(name, props);
  }

  get(name: DataSourceName | FunctionName): BaseDataSource {
    const source = this.#sources.get(name);
    if (!source) throw new Error(`There is no data source ${name}; there are ${[...this.#sources.keys()].join(', ')}.`);
    return source;
  }

  /** Without policy updates: what CDK would add to the role is more than the source uses. */
  #createRole(name: string, statements: readonly PolicyStatement[]) {
    return new Role(this, `${name}Role`, {
      assumedBy: new ServicePrincipal('appsync.amazonaws.com'),
      inlinePolicies: { Rights: new PolicyDocument({ statements: [...statements] }) },
    }).withoutPolicyUpdates();
  }

  #addTable(name: TableSourceName, { api, storage }: SourcesProps): void {
    const { table, grants } = tableSources[name];
    const serviceRole = this.#createRole(name, storage.statements(grants));
    this.#sources.set(
      name,
      new DynamoDbDataSource(this, name, { api: api.graphql, name, table: storage.table(table), serviceRole }),
    );
  }

  #addFunction(name: FunctionName, { api, fieldFunctions }: SourcesProps): void {
    const lambdaFunction = fieldFunctions.get(name);
    const invoke = new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: [lambdaFunction.functionArn],
    });
    const serviceRole = this.#createRole(name, [invoke]);
    this.#sources.set(name, new LambdaDataSource(this, name, { api: api.graphql, name, lambdaFunction, serviceRole }));
  }
}
