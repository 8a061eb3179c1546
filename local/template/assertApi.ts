import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import { codeOf } from './codeOf.ts';
import type { Stack } from './Stack.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateResolver.html */
const maxCodeCharacters = 32_768;

const dataSourceName = /^[_A-Za-z]\w*$/;

/** https://docs.aws.amazon.com/appsync/latest/devguide/environment-variables.html */
const apiVariableName = /^[A-Za-z]\w{1,63}$/;
const maxApiVariables = 50;
const maxApiVariableCharacters = 512;

function assertApiVariables(stack: Stack): void {
  for (const { logicalId, properties } of stack.resourcesOf('AWS::AppSync::GraphQLApi')) {
    const { EnvironmentVariables } = properties;
    const variables = Object.entries(isRecord(EnvironmentVariables) ? EnvironmentVariables : {});
    if (variables.length > maxApiVariables) {
      throw new TemplateError(`API ${logicalId} has more than ${maxApiVariables} environment variables.`);
    }
    for (const [name, value] of variables) {
      if (!apiVariableName.test(name)) {
        throw new TemplateError(`API ${logicalId} has an environment variable with the invalid name ${name}.`);
      }
      if (typeof value !== 'string' || value.length > maxApiVariableCharacters) {
        throw new TemplateError(
          `Environment variable ${name} of API ${logicalId} is not a string of up to ${maxApiVariableCharacters} characters.`,
        );
      }
    }
  }
}

function assertCode(stack: Stack): void {
  const dataSources = new Set(
    stack.resourcesOf('AWS::AppSync::DataSource').map(({ attributes }) => attributes['Name']),
  );
  const resources = [
    ...stack.resourcesOf('AWS::AppSync::FunctionConfiguration'),
    ...stack.resourcesOf('AWS::AppSync::Resolver'),
  ];
  for (const resource of resources) {
    const { DataSourceName } = resource.properties;
    if (typeof DataSourceName === 'string' && !dataSources.has(DataSourceName)) {
      throw new TemplateError(`No data source found named ${DataSourceName} (${resource.logicalId}).`);
    }
    const { length } = codeOf(stack, resource) ?? '';
    if (length > maxCodeCharacters) {
      throw new TemplateError(
        `The code of ${resource.logicalId} has ${length} characters, AppSync takes ${maxCodeCharacters}.`,
      );
    }
  }
}

/** Refuses what AppSync would not create, as far as the schema has no part in it. */
export function assertApi(stack: Stack): void {
  if (stack.resourcesOf('AWS::AppSync::GraphQLApi').length > 1) {
    throw new UnsupportedFeatureError('several APIs in one stack');
  }
  const names = stack.resourcesOf('AWS::AppSync::DataSource').map(({ attributes }) => attributes['Name'] ?? '');
  const misnamed = names.find((name, index) => !dataSourceName.test(name) || names.indexOf(name) !== index);
  if (misnamed !== undefined) throw new TemplateError(`Data source name ${misnamed} is invalid or used twice.`);
  assertApiVariables(stack);
  assertCode(stack);
}
