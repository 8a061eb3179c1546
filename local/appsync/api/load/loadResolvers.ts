import type { Clock } from '../../../base/Clock.ts';
import { TemplateError } from '../../../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { codeOf } from '../../../template/codeOf.ts';
import {
  readOptionalNumber,
  readOptionalRecord,
  readOptionalText,
  readText,
  readTexts,
} from '../../../template/readProperty.ts';
import type { Stack, StackResource } from '../../../template/Stack.ts';
import type { ResolverCode } from '../../js/handler/ResolverCode.ts';
import type { DataSource } from '../../sources/DataSource.ts';

/** Code with the data source that its request handler's value is given to. */
export interface ResolverStep {
  /** Who asks the data source: `Type.field`, for a function `Type.field/function`. */
  readonly issuer: string;
  readonly source: DataSource;
  /** `AWS::AppSync::DataSource` Type, e.g. AWS_LAMBDA. */
  readonly sourceType: string;
  /** Absent: a direct Lambda resolver. */
  readonly code: ResolverCode | undefined;
}

export type ResolverPlan =
  | { readonly kind: 'UNIT'; readonly typeName: string; readonly fieldName: string; readonly step: ResolverStep }
  | {
      readonly kind: 'PIPELINE';
      readonly typeName: string;
      readonly fieldName: string;
      readonly code: ResolverCode;
      readonly functions: readonly ResolverStep[];
    };

export type LoadCode = (source: string, options: { name: string; clock: Clock }) => ResolverCode;

export interface ResolverLoading {
  readonly stack: Stack;
  readonly clock: Clock;
  readonly dataSources: ReadonlyMap<string, DataSource>;
  readonly loadCode: LoadCode;
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html */
const maxCodeCharacters = 32_768;
const maxPipelineFunctions = 10;

const unsupportedProperties = [
  'RequestMappingTemplate',
  'ResponseMappingTemplate',
  'RequestMappingTemplateS3Location',
  'ResponseMappingTemplateS3Location',
  'CachingConfig',
  'SyncConfig',
] as const;

/** Every resolver of the stack, compiled, in template order. */
export function loadResolvers(loading: ResolverLoading): readonly ResolverPlan[] {
  const sourceTypes = new Map(
    loading.stack
      .resourcesOf('AWS::AppSync::DataSource')
      .map((resource) => [readText(resource, 'Name'), readText(resource, 'Type')]),
  );
  const functions = new Map(
    loading.stack
      .resourcesOf('AWS::AppSync::FunctionConfiguration')
      .map((resource) => [resource.attributes['FunctionId'], resource]),
  );
  const findFunction = (functionId: string): StackResource | undefined => functions.get(functionId);
  return loading.stack
    .resourcesOf('AWS::AppSync::Resolver')
    .map((resource) => toPlan(resource, { ...loading, sourceTypes, findFunction }));
}

interface Context extends ResolverLoading {
  readonly sourceTypes: ReadonlyMap<string, string>;
  findFunction(functionId: string): StackResource | undefined;
}

function toPlan(resource: StackResource, context: Context): ResolverPlan {
  const typeName = readText(resource, 'TypeName');
  const fieldName = readText(resource, 'FieldName');
  const name = `${typeName}.${fieldName}`;
  refuseUnsupported(resource, name);
  if (readOptionalText(resource.properties, 'Kind') !== 'PIPELINE') {
    return { kind: 'UNIT', typeName, fieldName, step: toStep(resource, name, context) };
  }
  const code = loadCode(resource, name, context);
  if (code === undefined) throw new TemplateError(`The pipeline resolver ${name} has no code.`);
  const ids = readTexts(readOptionalRecord(resource.properties, 'PipelineConfig') ?? {}, 'Functions');
  if (ids.length > maxPipelineFunctions) {
    throw new TemplateError(`The pipeline resolver ${name} has ${String(ids.length)} functions; AppSync takes 10.`);
  }
  return { kind: 'PIPELINE', typeName, fieldName, code, functions: ids.map((id) => toFunction(id, name, context)) };
}

function toFunction(id: string, resolver: string, context: Context): ResolverStep {
  const resource = context.findFunction(id);
  if (resource === undefined)
    throw new TemplateError(`The pipeline resolver ${resolver} names the unknown function ${id}.`);
  const name = `${resolver}/${readText(resource, 'Name')}`;
  refuseUnsupported(resource, name);
  return toStep(resource, name, context);
}

function toStep(resource: StackResource, issuer: string, context: Context): ResolverStep {
  const sourceName = readText(resource, 'DataSourceName');
  const source = context.dataSources.get(sourceName);
  const sourceType = context.sourceTypes.get(sourceName);
  if (source === undefined || sourceType === undefined) {
    throw new TemplateError(`No data source found named ${sourceName}, which ${issuer} asks for.`);
  }
  const code = loadCode(resource, issuer, context);
  if (code === undefined && sourceType !== 'AWS_LAMBDA') {
    throw new TemplateError(`${issuer} has no code; only a Lambda data source can do without.`);
  }
  return { issuer, source, sourceType, code };
}

function refuseUnsupported(resource: StackResource, name: string): void {
  for (const property of unsupportedProperties) {
    if (resource.properties[property] !== undefined) throw new UnsupportedFeatureError(`${property} (of ${name})`);
  }
  if ((readOptionalNumber(resource.properties, 'MaxBatchSize') ?? 0) > 0) {
    throw new UnsupportedFeatureError(`BatchInvoke (MaxBatchSize of ${name})`);
  }
}

function loadCode(resource: StackResource, name: string, context: Context): ResolverCode | undefined {
  const source = codeOf(context.stack, resource);
  if (source === undefined) return undefined;
  const runtime = readOptionalRecord(resource.properties, 'Runtime') ?? {};
  if (runtime['Name'] !== 'APPSYNC_JS' || runtime['RuntimeVersion'] !== '1.0.0') {
    throw new TemplateError(`${name} has code, and its Runtime is not APPSYNC_JS 1.0.0.`);
  }
  if (source.length > maxCodeCharacters) {
    throw new TemplateError(`The code of ${name} has ${String(source.length)} characters; AppSync takes 32768.`);
  }
  return context.loadCode(source, { name, clock: context.clock });
}
