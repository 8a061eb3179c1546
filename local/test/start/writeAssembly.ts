import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const schema = `
  type Query { ping: String }
  schema { query: Query }
`;

const ping = `
  export const request = () => ({ payload: 'pong' });
  export const response = (ctx) => ctx.result;
`;

/** The smallest stack that the runtime serves, as CDK would write it: an API with a key, a user pool, a table. */
export function writeAssembly(folder: string, { tableKey = 'userId', apiKeys = 1 } = {}): string {
  const resources = {
    Api: {
      Type: 'AWS::AppSync::GraphQLApi',
      Properties: { Name: 'Api', AuthenticationType: 'API_KEY' },
    },
    ...(apiKeys === 0
      ? {}
      : { Key: { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId: { 'Fn::GetAtt': ['Api', 'ApiId'] } } } }),
    Schema: {
      Type: 'AWS::AppSync::GraphQLSchema',
      Properties: { ApiId: { 'Fn::GetAtt': ['Api', 'ApiId'] }, Definition: schema },
    },
    None: {
      Type: 'AWS::AppSync::DataSource',
      Properties: { ApiId: { 'Fn::GetAtt': ['Api', 'ApiId'] }, Name: 'None', Type: 'NONE' },
    },
    Ping: {
      Type: 'AWS::AppSync::Resolver',
      Properties: {
        ApiId: { 'Fn::GetAtt': ['Api', 'ApiId'] },
        TypeName: 'Query',
        FieldName: 'ping',
        Kind: 'UNIT',
        DataSourceName: { 'Fn::GetAtt': ['None', 'Name'] },
        Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
        Code: ping,
      },
    },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: { AutoVerifiedAttributes: ['email'] } },
    Server: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: { UserPoolId: { Ref: 'Pool' }, GenerateSecret: true },
    },
    Web: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Pool' },
        ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
    },
    Users: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: tableKey, AttributeType: 'S' }],
        KeySchema: [{ AttributeName: tableKey, KeyType: 'HASH' }],
      },
    },
  };
  const manifest = {
    version: '48.0.0',
    artifacts: {
      'Chat.assets': { type: 'cdk:asset-manifest', properties: { file: 'Chat.assets.json' } },
      Chat: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: 'Chat.template.json' },
      },
    },
  };
  mkdirSync(folder, { recursive: true });
  const files = {
    'manifest.json': manifest,
    'Chat.template.json': { Resources: resources },
    'Chat.assets.json': { version: '48.0.0', files: {}, dockerImages: {} },
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
  return folder;
}
