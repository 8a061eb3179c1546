import { alphabets, randomText } from '../../base/randomText.ts';
import type { PhysicalIds } from './PhysicalIds.ts';
import { arnOf, textOf } from './physicalName.ts';

const idLength = 26;

/** Ids and attributes of AppSync's resources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_AppSync.html */
export const appsyncIds: PhysicalIds = {
  'AWS::AppSync::GraphQLApi': (context) => {
    const apiId = context.keep('apiId', () => randomText(idLength, alphabets.lower));
    const endpointId = context.keep('endpointId', () => randomText(idLength, alphabets.lower));
    const { host } = new URL(context.origin);
    const arn = arnOf(context, 'appsync', `apis/${apiId}`);
    return {
      ref: arn,
      attributes: {
        ApiId: apiId,
        Arn: arn,
        GraphQLUrl: `${context.origin}/graphql`,
        GraphQLDns: host,
        RealtimeUrl: `${context.origin.replace(/^http/, 'ws')}/graphql`,
        RealtimeDns: host,
        GraphQLEndpointArn: arnOf(context, 'appsync', `endpoints/graphql-api/${endpointId}`),
      },
    };
  },

  'AWS::AppSync::GraphQLSchema': (context) => {
    const id = `${textOf(context, 'ApiId') ?? ''}GraphQLSchema`;
    return { ref: id, attributes: { Id: id } };
  },

  'AWS::AppSync::ApiKey': (context) => {
    const key = context.keep('apiKey', () => `da2-${randomText(idLength, alphabets.lower)}`);
    const arn = arnOf(context, 'appsync', `apis/${textOf(context, 'ApiId') ?? ''}/apikeys/${key}`);
    return { ref: arn, attributes: { ApiKey: key, ApiKeyId: key, Arn: arn } };
  },

  'AWS::AppSync::DataSource': (context) => {
    const name = textOf(context, 'Name') ?? '';
    const arn = arnOf(context, 'appsync', `apis/${textOf(context, 'ApiId') ?? ''}/datasources/${name}`);
    return { ref: arn, attributes: { DataSourceArn: arn, Name: name } };
  },

  'AWS::AppSync::FunctionConfiguration': (context) => {
    const functionId = context.keep('functionId', () => randomText(idLength, alphabets.lower));
    const arn = arnOf(context, 'appsync', `apis/${textOf(context, 'ApiId') ?? ''}/functions/${functionId}`);
    return {
      ref: arn,
      attributes: {
        FunctionId: functionId,
        FunctionArn: arn,
        Name: textOf(context, 'Name') ?? '',
        DataSourceName: textOf(context, 'DataSourceName') ?? '',
      },
    };
  },

  'AWS::AppSync::Resolver': (context) => {
    const typeName = textOf(context, 'TypeName') ?? '';
    const fieldName = textOf(context, 'FieldName') ?? '';
    const apiId = textOf(context, 'ApiId') ?? '';
    const arn = arnOf(context, 'appsync', `apis/${apiId}/types/${typeName}/resolvers/${fieldName}`);
    return { ref: arn, attributes: { ResolverArn: arn, TypeName: typeName, FieldName: fieldName } };
  },
};
