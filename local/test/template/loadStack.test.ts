import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import { createPersistentMaps } from '../../storage/createPersistentMaps.ts';
import { loadStack } from '../../template/loadStack.ts';
import type { Stack } from '../../template/Stack.ts';
import { functionOf, roleFor, writeAssembly, type AssemblyParts } from './writeAssembly.ts';

const ORIGIN = 'http://localhost:20002';
const HANDLER = { 'index.mjs': 'export const handler = async () => 1;' };

const load = (parts: AssemblyParts, open = createPersistentMaps(undefined).open, origin = ORIGIN): Stack => {
  using assembly = writeAssembly(parts);
  return loadStack({ assemblyDir: assembly.dir, origin, open });
};

const loadResources = (Resources: Record<string, unknown>, more: Record<string, unknown> = {}): Stack =>
  load({ template: { Resources, ...more } });

const topic = (TopicName: unknown): Record<string, unknown> => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName } });

const resolved = (value: unknown, more: Record<string, unknown> = {}): unknown =>
  loadResources({ Topic: topic(value), Other: topic('other'), Table: { Type: 'AWS::DynamoDB::Table' } }, more).resource(
    'Topic',
  ).properties['TopicName'];

describe('loadStack resolves', () => {
  it.each([
    ['Ref of a resource', { Ref: 'Other' }, 'arn:aws:sns:us-east-1:000000000000:other'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'dev'],
    ['Ref of a list parameter', { 'Fn::Select': [1, { Ref: 'Stages' }] }, 'prod'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Other', 'TopicName'] }, 'other'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Other.TopicName' }, 'other'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }, 1]] }, 'a-000000000000-1'],
    ['Fn::Join over Fn::Split', { 'Fn::Join': ['.', { 'Fn::Split': [':', 'a:b'] }] }, 'a.b'],
    ['Fn::Select with the index as text', { 'Fn::Select': ['0', ['a', 'b']] }, 'a'],
    ['Fn::Sub as text', { 'Fn::Sub': '${AWS::Partition}/${Other.TopicName}/${!kept}' }, 'aws/other/${kept}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${a}-${Stage}', { a: { Ref: 'AWS::URLSuffix' } }] }, 'amazonaws.com-dev'],
    ['Fn::If', { 'Fn::If': ['IsDev', 'yes', 'no'] }, 'yes'],
    ['Fn::If over And, Or and Not', { 'Fn::If': ['IsOdd', 'yes', 'no'] }, 'no'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Names', { Ref: 'Stage' }, 'topic'] }, 'mapped'],
    ['AWS::NoValue in a property', { 'Fn::If': ['IsDev', { Ref: 'AWS::NoValue' }, 'x'] }, undefined],
    ['AWS::NoValue in a list', ['a', { Ref: 'AWS::NoValue' }], ['a']],
  ])('%s', (_, value, expected) => {
    const value_ = resolved(value, {
      Parameters: {
        Stage: { Type: 'String', Default: 'dev' },
        Stages: { Type: 'CommaDelimitedList', Default: 'dev, prod' },
        BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/version' },
      },
      Mappings: { Names: { dev: { topic: 'mapped' } } },
      Conditions: {
        IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
        IsOdd: { 'Fn::And': [{ Condition: 'IsDev' }, { 'Fn::Or': [{ 'Fn::Not': [{ Condition: 'IsDev' }] }] }] },
      },
    });

    expect(value_).toEqual(expected);
  });

  it('outputs, and leaves out what a condition leaves out', () => {
    const stack = loadResources(
      { Topic: topic('a'), Absent: { ...topic('b'), Condition: 'Never' } },
      {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Outputs: { Name: { Value: { Ref: 'Topic' } }, Gone: { Condition: 'Never', Value: { Ref: 'Absent' } } },
      },
    );

    expect(stack.outputs).toEqual({ Name: 'arn:aws:sns:us-east-1:000000000000:a' });
    expect(stack.resourcesOf('AWS::SNS::Topic').map(({ logicalId }) => logicalId)).toEqual(['Topic']);
    expect(() => stack.resource('Absent')).toThrow('The stack has no resource Absent.');
  });

  it('resources that stand before those they refer to, in template order', () => {
    const stack = loadResources({ First: topic({ 'Fn::GetAtt': ['Second', 'TopicName'] }), Second: topic('s') });

    expect(stack.resourcesOf('AWS::SNS::Topic').map(({ ref }) => ref.split(':').at(-1))).toEqual(['s', 's']);
  });

  it('account and region of a stack that names its environment', () => {
    const stack = load({ template: { Resources: { A: topic('a') } }, environment: 'aws://123456789012/eu-west-1' });

    expect(stack).toMatchObject({ accountId: '123456789012', region: 'eu-west-1' });
    expect(stack.resource('A').ref).toBe('arn:aws:sns:eu-west-1:123456789012:a');
  });
});

describe('loadStack refuses', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'a circle of resources and names it',
      { A: topic({ Ref: 'B' }), B: topic({ 'Fn::Sub': '${A.TopicName}' }) },
      'Circular dependency between resources: [A, B]',
    ],
    [
      'a circle closed by DependsOn',
      { A: topic({ Ref: 'B' }), B: { ...topic('b'), DependsOn: ['A'] } },
      'Circular dependency between resources: [A, B]',
    ],
    ['a resource that refers to itself', { A: topic({ Ref: 'A' }) }, 'Circular dependency between resources: [A]'],
    [
      'a reference to nothing',
      { A: topic({ Ref: 'Nobody' }) },
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template (A).',
    ],
    [
      'an attribute that the type does not have',
      { A: topic({ 'Fn::GetAtt': ['B', 'Colour'] }), B: topic('b') },
      'Template error: resource B does not support attribute type Colour in Fn::GetAtt.',
    ],
    [
      'a client secret that was not asked for',
      {
        A: topic({ 'Fn::GetAtt': ['Client', 'ClientSecret'] }),
        Pool: { Type: 'AWS::Cognito::UserPool' },
        Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } },
      },
      'Template error: resource Client does not support attribute type ClientSecret in Fn::GetAtt.',
    ],
    [
      'an index that a list does not have',
      { A: topic({ 'Fn::Select': [2, ['a', 'b']] }) },
      'Template error: Fn::Select cannot select nonexistent value at index 2.',
    ],
  ])('%s', (_, resources, message) => {
    expect(() => loadResources(resources)).toThrow(message);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a resource type it does not know', { A: { Type: 'AWS::Redshift::Cluster' } }, 'AWS::Redshift::Cluster (A)'],
    ['custom resources', { A: { Type: 'Custom::LogRetention' } }, 'Custom::LogRetention (A)'],
    [
      'event source mappings',
      { A: { Type: 'AWS::Lambda::EventSourceMapping' } },
      'AWS::Lambda::EventSourceMapping (A)',
    ],
    ['Fn::ImportValue', { A: topic({ 'Fn::ImportValue': 'x' }) }, 'the intrinsic function Fn::ImportValue'],
    ['dynamic references', { A: topic('{{resolve:ssm:x}}') }, 'dynamic references'],
  ])('%s by name', (_, resources, feature) => {
    expect(() => loadResources(resources)).toThrow(UnsupportedFeatureError);
    expect(() => loadResources(resources)).toThrow(feature);
  });

  it('a parameter without a default', () => {
    expect(() => loadResources({}, { Parameters: { Stage: { Type: 'String' } } })).toThrow(
      'Parameter Stage has no default.',
    );
  });

  it('a directory that is no assembly, in one sentence', () => {
    const { open } = createPersistentMaps(undefined);

    expect(() => loadStack({ assemblyDir: '/nowhere', origin: ORIGIN, open })).toThrow(
      'The assembly /nowhere has no readable manifest.json.',
    );
  });
});

describe('assetPath', () => {
  it('is absolute, wherever the assembly was named from', () => {
    using assembly = writeAssembly({ template: { Resources: {} }, assets: { code: HANDLER } });
    const { open } = createPersistentMaps(undefined);
    const stack = loadStack({ assemblyDir: relative(process.cwd(), assembly.dir), origin: ORIGIN, open });

    expect(stack.assetPath('code.zip')).toBe(join(assembly.dir, 'asset.code'));
    expect(() => stack.assetPath('none.zip')).toThrow('The assembly has no asset for the S3 object none.zip.');
  });
});

describe('identities', () => {
  const Resources = {
    Users: { Type: 'AWS::DynamoDB::GlobalTable' },
    Api: { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: 'chat' } },
    Key: { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId: { 'Fn::GetAtt': ['Api', 'ApiId'] } } },
    Pool: { Type: 'AWS::Cognito::UserPool' },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { GenerateSecret: true, UserPoolId: { Ref: 'Pool' } } },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{"user":"a"}',
          GenerateStringKey: 'password',
          PasswordLength: 20,
        },
      },
    },
    Role: roleFor('lambda.amazonaws.com'),
  };

  it('have the shapes of AWS', () => {
    const stack = loadResources(Resources);

    expect(stack.resource('Users').ref).toMatch(/^Chat-Users-[A-Za-z0-9]{12}$/);
    expect(stack.resource('Users').attributes['Arn']).toBe(
      `arn:aws:dynamodb:us-east-1:000000000000:table/${stack.resource('Users').ref}`,
    );
    expect(stack.resource('Api').attributes).toMatchObject({
      GraphQLUrl: 'http://localhost:20002/graphql',
      GraphQLDns: 'localhost:20002',
      RealtimeUrl: 'ws://localhost:20002/graphql',
    });
    expect(stack.resource('Api').attributes['ApiId']).toMatch(/^[a-z0-9]{26}$/);
    expect(stack.resource('Key').attributes['ApiKey']).toMatch(/^da2-[a-z0-9]{26}$/);
    expect(stack.resource('Pool').ref).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/);
    expect(stack.resource('Client').ref).toMatch(/^[a-z0-9]{26}$/);
    expect(stack.resource('Client').attributes['ClientSecret']).toMatch(/^[a-z0-9]{51}$/);
    expect(stack.resource('Secret').ref).toMatch(
      /^arn:aws:secretsmanager:us-east-1:000000000000:secret:Secret-\w{12}-\w{6}$/,
    );
    expect(stack.resource('Secret').properties['SecretString']).toMatch(/^\{"user":"a","password":".{20,}"\}$/);
    expect(stack.resource('Role').attributes['RoleId']).toMatch(/^AROA[A-Z0-9]{17}$/);
  });

  it('stay the same at the next start, at another origin', () => {
    const { open } = createPersistentMaps(undefined);
    const first = load({ template: { Resources } }, open);
    const second = load({ template: { Resources } }, open, 'http://localhost:3000');

    for (const logicalId of Object.keys(Resources).filter((name) => name !== 'Api')) {
      expect(second.resource(logicalId)).toEqual(first.resource(logicalId));
    }
    expect(second.resource('Api').attributes['ApiId']).toBe(first.resource('Api').attributes['ApiId']);
    expect(second.resource('Api').attributes['GraphQLUrl']).toBe('http://localhost:3000/graphql');
  });
});

describe('a deployment fault is refused:', () => {
  const FunctionRole = roleFor('lambda.amazonaws.com');
  const loadFunction = (
    resources: Record<string, unknown>,
    assets: AssemblyParts['assets'] = { code: HANDLER },
  ): Stack => load({ template: { Resources: { FunctionRole, ...resources } }, assets });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a function whose role Lambda cannot assume',
      { FunctionRole: roleFor('appsync.amazonaws.com'), F: functionOf('code') },
      'The role defined for the function cannot be assumed by Lambda (F).',
    ],
    [
      'a data source whose role AppSync cannot assume',
      {
        Source: {
          Type: 'AWS::AppSync::DataSource',
          Properties: { Name: 's', Type: 'AWS_LAMBDA', ServiceRoleArn: { 'Fn::GetAtt': ['FunctionRole', 'Arn'] } },
        },
      },
      'does not trust appsync.amazonaws.com',
    ],
    [
      'reserved environment variables',
      { F: functionOf('code', { Environment: { Variables: { AWS_REGION: 'x', TABLE: 'y' } } }) },
      'Reserved keys used in this request: AWS_REGION (F)',
    ],
    [
      'an environment over 4 KB',
      { F: functionOf('code', { Environment: { Variables: { A_: 'x'.repeat(4100) } } }) },
      'exceeded the 4KB limit (F)',
    ],
    ['a function whose asset is not listed', { F: functionOf('gone') }, 'no asset for the S3 object gone.zip'],
    ['a property of functions it does not have', { F: functionOf('code', { VpcConfig: {} }) }, 'VpcConfig (F)'],
    ['another language', { F: functionOf('code', { Runtime: 'python3.13' }) }, 'the Lambda runtime python3.13 (F)'],
    [
      'code that is too long',
      {
        Source: { Type: 'AWS::AppSync::DataSource', Properties: { Name: 'none', Type: 'NONE' } },
        R: { Type: 'AWS::AppSync::Resolver', Properties: { DataSourceName: 'none', Code: 'x'.repeat(32_769) } },
      },
      'The code of R has 32769 characters, AppSync takes 32768.',
    ],
    [
      'a resolver of a data source that does not exist',
      { R: { Type: 'AWS::AppSync::Resolver', Properties: { DataSourceName: 'none' } } },
      'No data source found named none (R).',
    ],
  ])('%s', (_, resources, message) => {
    expect(() => loadFunction(resources)).toThrow(message);
  });

  it('resolver code whose asset is too long', () => {
    const assets = { 'r.js': 'x'.repeat(32_769) };
    const R = {
      Type: 'AWS::AppSync::Resolver',
      Properties: { CodeS3Location: { 'Fn::Sub': 's3://b-${AWS::Region}/r.js' } },
    };

    expect(() => loadFunction({ R }, assets)).toThrow('The code of R has 32769 characters');
  });

  it('a trigger that Cognito may not invoke, until a permission for this pool lets it', () => {
    const permission = (Principal: string, SourceArn: unknown): Record<string, unknown> => ({
      Type: 'AWS::Lambda::Permission',
      Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'F' }, Principal, SourceArn },
    });
    const loadTrigger = (P: Record<string, unknown>): Stack =>
      loadFunction({
        F: functionOf('code'),
        Pool: {
          Type: 'AWS::Cognito::UserPool',
          Properties: { LambdaConfig: { PreSignUp: { 'Fn::GetAtt': ['F', 'Arn'] } } },
        },
        P,
      });
    const poolArn = { 'Fn::GetAtt': ['Pool', 'Arn'] };
    const refusal = 'Trigger PreSignUp of user pool Pool has no AWS::Lambda::Permission';

    expect(() => loadTrigger(permission('sns.amazonaws.com', poolArn))).toThrow(refusal);
    expect(() => loadTrigger(permission('cognito-idp.amazonaws.com', 'arn:aws:cognito-idp:us-east-1:0:x'))).toThrow(
      refusal,
    );
    expect(() => loadTrigger(permission('cognito-idp.amazonaws.com', poolArn))).not.toThrow();
    expect(() =>
      loadTrigger(permission('cognito-idp.amazonaws.com', 'arn:aws:cognito-idp:*:*:userpool/*')),
    ).not.toThrow();
  });
});
