import type { SessionCredentials } from '../iam/Iam.ts';
import type { FunctionDefinition } from './FunctionDefinition.ts';

export interface EnvironmentOptions {
  readonly region: string;
  /** Where the SDK finds DynamoDB, Cognito and Secrets Manager. */
  readonly origin: string;
  readonly credentials: SessionCredentials;
  readonly taskRoot: string;
  readonly logStream: string;
}

/**
 * All that a function sees in `process.env`: the template's variables and Lambda's own, nothing of the host's.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function createEnvironment(
  definition: FunctionDefinition,
  { region, origin, credentials, taskRoot, logStream }: EnvironmentOptions,
): Record<string, string> {
  return {
    ...definition.environment,
    _HANDLER: definition.handler,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL_DYNAMODB: origin,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: origin,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: origin,
    // Not one of Lambda's, but without it the SDK would read the profile of whoever runs this machine.
    HOME: taskRoot,
    LAMBDA_TASK_ROOT: taskRoot,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
  };
}
