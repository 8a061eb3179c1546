import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import { codeOf } from './codeOf.ts';
import type { Stack } from './Stack.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateResolver.html */
const MAX_CODE_CHARACTERS = 32_768;

const DATA_SOURCE_NAME = /^[_A-Za-z]\w*$/;

/** https://docs.aws.amazon.com/appsync/latest/devguide/environment-variables.html */
const API_VARIABLE_NAME = /^[A-Za-z]\w{1,63}$/;
const MAX_API_VARIABLES = 50;
const MAX_API_VARIABLE_CHARACTERS = 512;

const assertApiVariables = (stack: Stack): void => {
  for (const { logicalId, properties } of stack.resourcesOf('AWS::AppSync::GraphQLApi')) {
    const { EnvironmentVariables } = properties;
    const variables = Object.entries(isRecord(EnvironmentVariables) ? EnvironmentVariables : {});
    if (variables.length > MAX_API_VARIABLES) {
      throw new TemplateError(`API ${logicalId} has more than ${MAX_API_VARIABLES} environment variables.`);
    }
    for (const [name, value] of variables) {
      if (!API_VARIABLE_NAME.test(name)) {
        throw new TemplateError(`API ${logicalId} has an environment variable with the invalid name ${name}.`);
      }
      if (typeof value !== 'string' || value.length > MAX_API_VARIABLE_CHARACTERS) {
        throw new TemplateError(
          `Environment variable ${name} of API ${logicalId} is not a string of up to ${MAX_API_VARIABLE_CHARACTERS} characters.`,
        );
      }
    }
  }
};

const assertCode = (stack: Stack): void => {
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
    if (length > MAX_CODE_CHARACTERS) {
      throw new TemplateError(
        `The code of ${resource.logicalId} has ${length} characters, AppSync takes ${MAX_CODE_CHARACTERS}.`,
      );
    }
  }
};

/** Refuses what AppSync would not create, as far as the schema has no part in it. */
export const assertApi = (stack: Stack): void => {
  if (stack.resourcesOf('AWS::AppSync::GraphQLApi').length > 1) {
    throw new UnsupportedFeatureError('several APIs in one stack');
  }
  const names = stack.resourcesOf('AWS::AppSync::DataSource').map(({ attributes }) => attributes['Name'] ?? '');
  const misnamed = names.find((name, index) => !DATA_SOURCE_NAME.test(name) || names.indexOf(name) !== index);
  if (misnamed !== undefined) throw new TemplateError(`Data source name ${misnamed} is invalid or used twice.`);
  assertApiVariables(stack);
  assertCode(stack);
};
