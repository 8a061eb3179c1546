import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Stack as CdkStack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPersistentMaps } from '../../storage/createPersistentMaps.ts';
import { assemblyFingerprint } from '../../template/assemblyFingerprint.ts';
import { codeOf } from '../../template/codeOf.ts';
import { loadStack } from '../../template/loadStack.ts';
import type { Stack } from '../../template/Stack.ts';

const RESOLVER = 'export const request = () => ({});\nexport const response = () => 1;\n';
const { JS_1_0_0 } = appsync.FunctionRuntime;

const addFunctions = (stack: CdkStack, codeDir: string): { send: lambda.Function; preSignUp: lambda.Function } => {
  const [send, preSignUp] = ['Send', 'PreSignUp'].map(
    (id) =>
      new lambda.Function(stack, id, {
        code: lambda.Code.fromAsset(codeDir),
        handler: 'index.handler',
        runtime: lambda.Runtime.NODEJS_24_X,
        logGroup: new logs.LogGroup(stack, `${id}Logs`),
      }),
  );
  return { send: send!, preSignUp: preSignUp! };
};

const addApi = (stack: CdkStack, table: dynamodb.TableV2, dir: string): appsync.GraphqlApi => {
  const api = new appsync.GraphqlApi(stack, 'Api', {
    name: 'chat',
    definition: appsync.Definition.fromFile(join(dir, 'schema.graphql')),
    environmentVariables: { USERS: table.tableName },
  });
  // TableV2 satisfies ITable except for TypeScript's exactOptionalPropertyTypes.
  api.addDynamoDbDataSource('users', table as dynamodb.ITable);
  const step = new appsync.AppsyncFunction(stack, 'Step', {
    api,
    name: 'step',
    dataSource: api.addNoneDataSource('none'),
    runtime: JS_1_0_0,
    code: appsync.Code.fromInline(RESOLVER),
  });
  new appsync.Resolver(stack, 'Resolver', {
    api,
    typeName: 'Query',
    fieldName: 'a',
    pipelineConfig: [step],
    runtime: JS_1_0_0,
    code: appsync.Code.fromAsset(join(dir, 'resolver.js')),
  });
  return api;
};

const synthesize = (dir: string): string => {
  mkdirSync(join(dir, 'code'));
  writeFileSync(join(dir, 'code', 'index.mjs'), 'export const handler = async () => 1;');
  writeFileSync(join(dir, 'schema.graphql'), 'type Query { a: Int } type Mutation { b: Int }');
  writeFileSync(join(dir, 'resolver.js'), RESOLVER);

  const app = new App({ outdir: join(dir, 'cdk.out'), context: { '@aws-cdk/core:disableValidation': true } });
  const stack = new CdkStack(app, 'Chat');
  const table = new dynamodb.TableV2(stack, 'Users', {
    partitionKey: { name: 'userId', type: dynamodb.AttributeType.STRING },
  });
  const { send, preSignUp } = addFunctions(stack, join(dir, 'code'));
  const pool = new cognito.UserPool(stack, 'Pool');
  pool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, preSignUp);
  const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: pool.userPoolId, generateSecret: true });
  const secret = new secretsmanager.CfnSecret(stack, 'ClientSecret', {
    secretString: stack.toJsonString({ clientId: client.ref, clientSecret: client.attrClientSecret }),
  });

  const api = addApi(stack, table, dir);
  table.grantReadWriteData(send);
  api.addLambdaDataSource('send', send);
  api.grantMutation(send, 'b');
  send.addEnvironment('USERS', table.tableName);
  send.addEnvironment('SECRET', secret.ref);
  send.addEnvironment('URL', api.graphqlUrl);
  new CfnOutput(stack, 'Url', { value: api.graphqlUrl });
  new CfnOutput(stack, 'Key', { value: api.apiKey! });
  return app.synth().directory;
};

describe('an assembly of the CDK', () => {
  let dir: string;
  let assemblyDir: string;
  let stack: Stack;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'synthesized-'));
    assemblyDir = synthesize(dir);
    const { open } = createPersistentMaps(undefined);
    stack = loadStack({ assemblyDir, origin: 'http://localhost:20002', open });
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const only = (type: string, prefix = ''): ReturnType<Stack['resource']> => {
    const [found, ...others] = stack.resourcesOf(type).filter(({ logicalId }) => logicalId.startsWith(prefix));
    expect(others).toEqual([]);
    return found!;
  };

  it('gives functions the names and URLs of what they use', () => {
    expect(only('AWS::Lambda::Function', 'Send').properties['Environment']).toEqual({
      Variables: {
        USERS: only('AWS::DynamoDB::GlobalTable').ref,
        SECRET: only('AWS::SecretsManager::Secret').ref,
        URL: 'http://localhost:20002/graphql',
      },
    });
  });

  it('gives the secret the id and secret of its client', () => {
    const client = only('AWS::Cognito::UserPoolClient');

    expect(only('AWS::SecretsManager::Secret').properties['SecretString']).toBe(
      JSON.stringify({ clientId: client.ref, clientSecret: client.attributes['ClientSecret'] }),
    );
  });

  it('gives policies the ARNs of the resources', () => {
    const table = only('AWS::DynamoDB::GlobalTable').attributes['Arn']!;
    const { ApiId } = only('AWS::AppSync::GraphQLApi').attributes;
    const policy = JSON.stringify(only('AWS::IAM::Policy', 'Send').properties['PolicyDocument']);

    expect(policy).toContain(JSON.stringify([table]).slice(1, -1));
    expect(policy).toContain(`"arn:aws:appsync:us-east-1:000000000000:apis/${ApiId}/types/Mutation/fields/b"`);
  });

  it('has resolver code inline and in assets, and its pipeline by function id', () => {
    const resolver = only('AWS::AppSync::Resolver');
    const step = only('AWS::AppSync::FunctionConfiguration');

    expect(codeOf(stack, resolver)).toBe(RESOLVER);
    expect(codeOf(stack, step)).toBe(RESOLVER);
    expect(resolver.properties['PipelineConfig']).toEqual({ Functions: [step.attributes['FunctionId']] });
  });

  it('has its outputs', () => {
    expect(stack.outputs).toEqual({
      Url: 'http://localhost:20002/graphql',
      Key: only('AWS::AppSync::ApiKey').attributes['ApiKey'],
    });
  });

  it('has a fingerprint', () => {
    expect(assemblyFingerprint(assemblyDir)).toMatch(/^[0-9a-f]{64}$/);
  });
});
