import type { Clock } from '../../base/Clock.ts';
import { isRecord } from '../../base/json.ts';
import { TemplateError } from '../../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { Gate } from '../../gate/Gate.ts';
import type { Iam } from '../../iam/Iam.ts';
import type { Functions } from '../../lambda/Functions.ts';
import type { OpenPersistentMap } from '../../storage/PersistentMap.ts';
import type { Stack, StackResource } from '../../template/Stack.ts';
import { createDynamodbDataSource } from './createDynamodbDataSource.ts';
import { createLambdaDataSource } from './createLambdaDataSource.ts';
import { createNoneDataSource } from './createNoneDataSource.ts';
import type { DataSource } from './DataSource.ts';
import { createPageTokens, type PageTokens } from './dynamodb/createPageTokens.ts';

export interface DataSourcesOptions {
  readonly stack: Stack;
  readonly gate: Gate;
  readonly functions: Functions;
  readonly iam: Iam;
  readonly clock: Clock;
  readonly open: OpenPersistentMap;
}

/** The data sources of the stack's API by their Name. */
export function createDataSources(options: DataSourcesOptions): ReadonlyMap<string, DataSource> {
  const sources = new Map<string, DataSource>();
  const tokens = createPageTokens(options.open('appsync page tokens'));
  for (const resource of options.stack.resourcesOf('AWS::AppSync::DataSource')) {
    const source = createDataSource(resource, { ...options, tokens });
    if (sources.has(source.name)) throw new TemplateError(`Two data sources are named ${source.name}.`);
    sources.set(source.name, source);
  }
  return sources;
}

interface SourceOptions extends DataSourcesOptions {
  readonly tokens: PageTokens;
}

function createDataSource(resource: StackResource, options: SourceOptions): DataSource {
  const name = readText(resource, resource.properties, 'Name');
  if (!/^[_A-Za-z][_0-9A-Za-z]*$/.test(name)) throw new TemplateError(`${name} is not a name for a data source.`);
  const type = readText(resource, resource.properties, 'Type');
  switch (type) {
    case 'NONE':
      return createNoneDataSource(name);
    case 'AMAZON_DYNAMODB':
      return createDynamodbDataSource({ ...options, resource });
    case 'AWS_LAMBDA':
      return createLambdaDataSource({
        name,
        functionArn: readText(resource, resource.properties['LambdaConfig'], 'LambdaFunctionArn'),
        roleArn: readText(resource, resource.properties, 'ServiceRoleArn'),
        functions: options.functions,
        iam: options.iam,
      });
    default:
      throw new UnsupportedFeatureError(`AppSync data sources of type ${type} (${name})`);
  }
}

function readText(resource: StackResource, properties: unknown, name: string): string {
  const value = isRecord(properties) ? properties[name] : undefined;
  if (typeof value === 'string') return value;
  throw new TemplateError(`The data source ${resource.logicalId} has no ${name}.`);
}
