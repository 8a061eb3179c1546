import { readFileSync } from 'node:fs';
import { OperationTypeNode } from 'graphql';
import type { Clock } from '../../base/Clock.ts';
import { TemplateError } from '../../base/TemplateError.ts';
import type { Iam } from '../../iam/Iam.ts';
import { readOptionalText } from '../../template/readProperty.ts';
import type { Stack } from '../../template/Stack.ts';
import { loadApiConfiguration } from '../identity/loadApiConfiguration.ts';
import type { DataSource } from '../sources/DataSource.ts';
import { buildApiSchema } from './load/buildApiSchema.ts';
import { loadResolvers, type LoadCode } from './load/loadResolvers.ts';
import { attachProjection, attachResolvers } from './run/attachResolvers.ts';
import { authorizeRoots } from './run/authorizeRoots.ts';
import { createFieldRunner, type ResolverLog } from './run/createFieldRunner.ts';
import { executeOperation, type Operation } from './run/executeOperation.ts';
import type {
  ExecutionResponse,
  GraphqlApi,
  GraphqlRequest,
  RequestRejection,
  SubscriptionEvents,
} from './run/GraphqlApi.ts';
import { createDocumentParser } from './run/parseDocument.ts';
import { publishResults } from './run/publishResults.ts';
import type { RequestState } from './run/RequestState.ts';
import { selectOperation } from './run/selectOperation.ts';
import type { ServedApi } from './run/ServedApi.ts';
import { subscribe } from './run/subscribe.ts';
import { toRejection } from './run/toRejection.ts';
import { withRequestState } from './run/withRequestState.ts';

export interface GraphqlApiOptions {
  readonly stack: Stack;
  readonly clock: Clock;
  /** By data source Name. */
  readonly dataSources: ReadonlyMap<string, DataSource>;
  readonly iam: Iam;
  readonly loadCode: LoadCode;
  readonly onLog?: (line: ResolverLog) => void;
}

const refusedOverHttp = 'Subscriptions are not executed over HTTP.';

/** Serves the stack's GraphQL API. Throws TemplateError or UnsupportedFeatureError for a template that cannot be served. */
export function createGraphqlApi(options: GraphqlApiOptions): GraphqlApi {
  const served = serve(options);
  let events: SubscriptionEvents | undefined;
  return {
    execute: (request, caller, context) =>
      withRequestState(served, { request, caller, context }, (state) => run(served, { request, state, events })),
    subscribe: (request, caller, context) =>
      withRequestState(served, { request, caller, context }, (state) => subscribe(served, request, state)),
    listeners: (mutationField) => served.listeners.get(mutationField) ?? [],
    connect: (listener) => {
      events = listener;
    },
  };
}

function serve(options: GraphqlApiOptions): ServedApi {
  const configuration = loadApiConfiguration(options.stack);
  const schema = buildApiSchema(readSdl(options.stack));
  const runField = createFieldRunner({
    environment: configuration.environment,
    onLog: options.onLog ?? (() => undefined),
  });
  attachResolvers(schema.executable, { api: configuration, plans: loadResolvers(options), runField });
  attachProjection(schema.projection, configuration);
  const parse = createDocumentParser(schema.executable, { introspection: configuration.introspection });
  return { configuration, ...schema, parse, iam: options.iam };
}

function readSdl(stack: Stack): string {
  const [schema] = stack.resourcesOf('AWS::AppSync::GraphQLSchema');
  if (schema === undefined) throw new TemplateError('The stack has no AWS::AppSync::GraphQLSchema.');
  const inline = readOptionalText(schema.properties, 'Definition');
  if (inline !== undefined) return inline;
  const location = readOptionalText(schema.properties, 'DefinitionS3Location');
  if (location === undefined) throw new TemplateError(`${schema.logicalId} has no Definition.`);
  return readFileSync(stack.assetPath(location.replace(/^.*\//, '')), 'utf8');
}

async function run(
  served: ServedApi,
  asked: { request: GraphqlRequest; state: RequestState; events: SubscriptionEvents | undefined },
): Promise<ExecutionResponse> {
  const { request, state, events } = asked;
  const parsed = served.parse(request.query);
  const selected = selectOperation(parsed, request);
  if ('rejection' in selected || parsed === undefined)
    return reject('rejection' in selected ? selected.rejection : undefined);
  if (parsed.errors.length > 0) return { data: null, errors: parsed.errors };
  const operation: Operation = { document: parsed.document, operation: selected.operation };
  if (selected.operation.operation === OperationTypeNode.SUBSCRIPTION) {
    const entry = { message: refusedOverHttp, errorType: 'UnsupportedOperation', path: null, locations: null };
    return { data: null, errors: [entry] };
  }
  const { rootFields, rejection } = authorizeRoots(served, operation, state.caller);
  if (rejection !== undefined) return { ...reject(rejection), rootFields };
  const response = await executeOperation(served.executable, operation, state);
  if (state.failure !== undefined) return { ...reject(toRejection(state.failure)), rootFields };
  if (events !== undefined) publishResults(served, { operation, response, state }, events);
  return { ...response, headers: state.responseHeaders, rootFields };
}

function reject(rejection: RequestRejection | undefined): ExecutionResponse {
  const { errorType, message } = rejection ?? toRejection(undefined);
  return {
    data: null,
    errors: [{ errorType, message, path: null, locations: null }],
    rejection: rejection ?? toRejection(undefined),
  };
}
