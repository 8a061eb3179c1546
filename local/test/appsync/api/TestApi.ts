import { createGraphqlApi } from '../../../appsync/api/createGraphqlApi.ts';
import type { ResolverLog } from '../../../appsync/api/run/createFieldRunner.ts';
import type { ExecutionResponse, GraphqlApi, GraphqlRequest } from '../../../appsync/api/run/GraphqlApi.ts';
import type { Caller } from '../../../appsync/identity/Caller.ts';
import type { Evaluation, ResolverCode, ResolverContext } from '../../../appsync/js/handler/ResolverCode.ts';
import type { DataSource, DataSourceResult } from '../../../appsync/sources/DataSource.ts';
import type { AccessRequest, Iam } from '../../../iam/Iam.ts';
import { stackOf, THREE_MODES, type TestStack } from './TestStack.ts';

export type Handler = (context: ResolverContext) => unknown;
export type Handlers = { request?: Handler; response?: Handler };

/** What a handler of a test may return instead of a value. */
export class Outcome {
  readonly evaluation: Partial<Evaluation>;
  constructor(evaluation: Partial<Evaluation>) {
    this.evaluation = evaluation;
  }
}

export const fails = (
  message: string,
  errorType: string | null = null,
  rest: { data?: unknown; errorInfo?: unknown } = {},
) => new Outcome({ outcome: { kind: 'error', error: { message, errorType, data: null, errorInfo: null, ...rest } } });

export const returnsEarly = (value: unknown, skipTo: 'END' | 'NEXT' = 'NEXT') =>
  new Outcome({ outcome: { kind: 'earlyReturn', value, skipTo } });

export const yields = (value: unknown, beside: Partial<Evaluation>) =>
  new Outcome({ outcome: { kind: 'value', value }, ...beside });

const NOTHING_BESIDE: Omit<Evaluation, 'outcome'> = {
  appendedErrors: [],
  logs: [],
  responseHeaders: {},
  invalidations: [],
};

function toCode({
  request = (ctx) => ({ payload: ctx.arguments }),
  response = (ctx) => ctx.result,
}: Handlers): ResolverCode {
  return {
    invoke(handler, context) {
      const value = handler === 'request' ? request(context) : response(context);
      if (value instanceof Outcome) {
        return { ...NOTHING_BESIDE, outcome: { kind: 'value', value: null }, ...value.evaluation };
      }
      return { ...NOTHING_BESIDE, outcome: { kind: 'value', value } };
    },
  };
}

export interface Wiring {
  /** By `Type.field`: a unit resolver's handlers, or a pipeline's with its functions by name. */
  readonly resolvers?: Record<string, Handlers & { functions?: string[]; source?: string }>;
  readonly functions?: Record<string, Handlers & { source?: string }>;
  readonly sources?: Record<string, (request: unknown) => Promise<DataSourceResult>>;
  readonly api?: Record<string, unknown>;
  readonly denies?: (request: AccessRequest) => boolean;
}

export interface TestApi {
  readonly api: GraphqlApi;
  readonly logs: ResolverLog[];
  readonly asked: AccessRequest[];
  readonly run: (query: string, caller?: Caller, request?: Partial<GraphqlRequest>) => Promise<ExecutionResponse>;
}

const RUNTIME = { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' };

export const NONE_SOURCE = async (request: unknown): Promise<DataSourceResult> => ({
  result: (request as { payload?: unknown } | null)?.payload ?? null,
});

/** Serves a schema with handlers written in the test. */
export function createTestApi(schema: string, wiring: Wiring = {}): TestApi {
  const stack = stackOf(schema, { ...THREE_MODES, ...wiring.api });
  const sources = { none: NONE_SOURCE, ...wiring.sources };
  for (const name of Object.keys(sources)) stack.add('AWS::AppSync::DataSource', { Name: name, Type: typeOf(name) });
  const codes = new Map([...addFunctions(stack, wiring), ...addResolvers(stack, wiring)]);
  const logs: ResolverLog[] = [];
  const asked: AccessRequest[] = [];
  const api = createGraphqlApi({
    stack,
    clock: { now: () => Date.now() },
    dataSources: new Map(
      Object.entries(sources).map(([name, invoke]): [string, DataSource] => [name, { name, invoke }]),
    ),
    iam: iamThat((request) => {
      asked.push(request);
      return !(wiring.denies?.(request) ?? false);
    }),
    loadCode: (source) => codes.get(source)!,
    onLog: (line) => logs.push(line),
  });
  const run: TestApi['run'] = (query, caller = ana, request = {}) =>
    api.execute({ query, ...request }, caller, { requestId: 'request-1', headers: { host: 'localhost' } });
  return { api, logs, asked, run };
}

function addFunctions(stack: TestStack, { functions = {} }: Wiring): [string, ResolverCode][] {
  return Object.entries(functions).map(([name, handlers]) => {
    stack.add(
      'AWS::AppSync::FunctionConfiguration',
      { Name: name, DataSourceName: handlers.source ?? 'none', Code: `function ${name}`, Runtime: RUNTIME },
      { attributes: { FunctionId: `id-${name}` } },
    );
    return [`function ${name}`, toCode(handlers)];
  });
}

function addResolvers(stack: TestStack, { resolvers = {} }: Wiring): [string, ResolverCode][] {
  return Object.entries(resolvers).map(([field, { functions, source, ...handlers }]) => {
    const [TypeName, FieldName] = field.split('.');
    const direct = source === 'lambda' && handlers.request === undefined && handlers.response === undefined;
    const pipeline = { Kind: 'PIPELINE', PipelineConfig: { Functions: functions?.map((name) => `id-${name}`) } };
    stack.add('AWS::AppSync::Resolver', {
      TypeName,
      FieldName,
      ...(functions === undefined ? { DataSourceName: source ?? 'none' } : pipeline),
      ...(direct ? {} : { Code: field, Runtime: RUNTIME }),
    });
    return [field, toCode(handlers)];
  });
}

function typeOf(name: string): string {
  return name === 'lambda' ? 'AWS_LAMBDA' : 'NONE';
}

export function iamThat(allows: (request: AccessRequest) => boolean): Iam {
  return {
    decide: (request) =>
      allows(request) ? { allowed: true, reason: 'allowed' } : { allowed: false, reason: 'implicitDeny' },
    assumeRole: () => {
      throw new Error('not used');
    },
    session: () => undefined,
    report: () => [],
  };
}

export function person(sub: string, groups: readonly string[] | null = null): Caller {
  const claims = { sub, 'cognito:username': sub };
  return {
    mode: 'AMAZON_COGNITO_USER_POOLS',
    sourceIp: ['127.0.0.1'],
    sub,
    username: sub,
    issuer: 'issuer',
    groups,
    claims,
  };
}

export const ana = person('ana');
export const keyHolder: Caller = { mode: 'API_KEY', sourceIp: ['127.0.0.1'] };
export const backend: Caller = {
  mode: 'AWS_IAM',
  sourceIp: ['127.0.0.1'],
  accountId: '000000000000',
  roleArn: 'arn:aws:iam::000000000000:role/Send',
  userArn: 'arn:aws:sts::000000000000:assumed-role/Send/send',
  username: 'AROA:send',
};
