import { describe, expect, it } from 'vitest';
import { createGraphqlApi } from '../../../appsync/api/createGraphqlApi.ts';
import { createTestApi, iamThat } from './TestApi.ts';
import { stackOf, TestStack } from './TestStack.ts';

const RUNTIME = { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' };
const QUERY = 'type Query { echo: String }';

const load = (stack: TestStack) =>
  createGraphqlApi({
    stack,
    clock: { now: () => 0 },
    dataSources: new Map([['none', { name: 'none', invoke: async () => ({ result: null }) }]]),
    iam: iamThat(() => true),
    loadCode: () => ({
      invoke: () => {
        throw new Error('not run');
      },
    }),
  });

const withResolver = (properties: Record<string, unknown>) =>
  stackOf(QUERY)
    .add('AWS::AppSync::DataSource', { Name: 'none', Type: 'NONE' })
    .add('AWS::AppSync::Resolver', {
      TypeName: 'Query',
      FieldName: 'echo',
      DataSourceName: 'none',
      Code: 'x',
      Runtime: RUNTIME,
      ...properties,
    });

describe('an API is refused', () => {
  it.each([
    [
      'DENY beside other providers',
      { UserPoolConfig: { UserPoolId: 'p', DefaultAction: 'DENY' } },
      'Additional authentication providers cannot be specified when setting DENY for top level user pool authentication type.',
    ],
    ['a depth limit beyond 75', { QueryDepthLimit: 76 }, 'QueryDepthLimit'],
    [
      'a Lambda authorizer',
      { AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_LAMBDA' }] },
      'does not support the AppSync authorization mode AWS_LAMBDA',
    ],
    ['an OIDC provider', { AuthenticationType: 'OPENID_CONNECT' }, 'OPENID_CONNECT'],
    ['a long environment value', { EnvironmentVariables: { A1: 'x'.repeat(513) } }, 'A1'],
    ['a merged API', { ApiType: 'MERGED' }, 'merged'],
  ])('with %s', (_what, api, message) => {
    expect(() => createTestApi(QUERY, { api })).toThrow(message);
  });

  it.each([
    [
      'a subscription of another type than its mutation',
      'type Query { a: Int } type Mutation { m: Int } type Subscription { s: String @aws_subscribe(mutations: ["m"]) }',
      'The subscription has an invalid output type.',
    ],
    [
      'a subscription of one where its mutation gives many',
      'type Query { a: Int } type Mutation { m: [Int] } type Subscription { s: Int @aws_subscribe(mutations: ["m"]) }',
      'The subscription has an invalid output type.',
    ],
    [
      'a subscription to nothing',
      'type Query { a: Int } type Subscription { s: Int @aws_subscribe(mutations: ["m"]) }',
      'names m',
    ],
    ['@aws_auth beside other modes', 'type Query { a: Int @aws_auth(cognito_groups: ["x"]) }', '@aws_auth on Query.a'],
    ['@aws_lambda', 'type Query { a: Int @aws_lambda }', '@aws_lambda'],
    ['@aws_oidc', 'type Query @aws_oidc { a: Int }', '@aws_oidc'],
    ['a custom scalar', 'scalar Cash type Query { a: Cash }', 'custom scalars: Cash'],
    ['extend', 'type Query { a: Int } extend type Query { b: Int }', 'extend'],
    ['an unknown type', 'type Query { a: Nope }', 'Unknown type "Nope"'],
    ['an unknown directive', 'type Query { a: Int @nope }', 'Unknown directive'],
    ['a type without fields', 'type Query { a: A } type A', 'must define one or more fields'],
    ['a syntax error', 'type Query {', 'cannot be parsed'],
  ])('with %s in its schema', (_what, schema, message) => {
    expect(() => createTestApi(schema)).toThrow(message);
  });

  it('lets the mutation alone be non-null', () => {
    expect(() =>
      createTestApi(
        'type Query { a: Int } type Mutation { m: Int! } type Subscription { s: Int @aws_subscribe(mutations: ["m"]) }',
      ),
    ).not.toThrow();
  });

  it.each([
    ['for a field that does not exist', { FieldName: 'nope' }, 'No field named nope found on type Query'],
    ['for a type that does not exist', { TypeName: 'Nope' }, 'No field named echo found on type Nope'],
    ['on an unknown data source', { DataSourceName: 'gone' }, 'No data source found named gone'],
    ['in VTL', { RequestMappingTemplate: '{}' }, 'RequestMappingTemplate'],
    ['with a cache', { CachingConfig: { Ttl: 1 } }, 'CachingConfig'],
    ['in batches', { MaxBatchSize: 5 }, 'BatchInvoke'],
    ['without a runtime', { Runtime: undefined }, 'APPSYNC_JS 1.0.0'],
    ['without code on NONE', { Code: undefined, Runtime: undefined }, 'has no code'],
    ['with too much code', { Code: 'x'.repeat(32_769) }, '32768'],
    [
      'with eleven functions',
      { Kind: 'PIPELINE', PipelineConfig: { Functions: Array.from({ length: 11 }, () => 'f') } },
      '11 functions',
    ],
    ['with an unknown function', { Kind: 'PIPELINE', PipelineConfig: { Functions: ['f'] } }, 'unknown function f'],
  ])('with a resolver %s', (_what, properties, message) => {
    expect(() => load(withResolver(properties))).toThrow(message);
  });

  it('with two resolvers for one field', () => {
    const properties = { TypeName: 'Query', FieldName: 'echo', DataSourceName: 'none', Code: 'y', Runtime: RUNTIME };
    expect(() => load(withResolver({}).add('AWS::AppSync::Resolver', properties))).toThrow('Only one resolver');
  });

  it('without an API or a schema', () => {
    expect(() => load(new TestStack())).toThrow('no AWS::AppSync::GraphQLApi');
    expect(() =>
      load(
        new TestStack().add(
          'AWS::AppSync::GraphQLApi',
          { AuthenticationType: 'API_KEY' },
          { attributes: { ApiId: 'a', Arn: 'b' } },
        ),
      ),
    ).toThrow('no AWS::AppSync::GraphQLSchema');
  });
});
