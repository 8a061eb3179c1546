import { statSync } from 'node:fs';
import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import type { Stack, StackResource } from './Stack.ts';

/** Properties that the runtime honours, or that change nothing it shows. */
const knownProperties: ReadonlySet<string> = new Set([
  'Architectures',
  'Code',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FunctionName',
  'Handler',
  'LoggingConfig',
  'MemorySize',
  'RecursiveLoop',
  'ReservedConcurrentExecutions',
  'Role',
  'Runtime',
  'RuntimeManagementConfig',
  'Tags',
  'Timeout',
  'TracingConfig',
]);

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reservedVariables: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const variableName = /^[A-Za-z]\w+$/;
const maxEnvironmentBytes = 4096;
const failed = 'Lambda was unable to configure your environment variables because';

function assertEnvironment({ logicalId, properties }: StackResource): void {
  const { Environment } = properties;
  const variables = Object.entries(
    isRecord(Environment) && isRecord(Environment['Variables']) ? Environment['Variables'] : {},
  );
  const reserved = variables.map(([name]) => name).filter((name) => reservedVariables.has(name));
  if (reserved.length > 0) {
    throw new TemplateError(
      `${failed} the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')} (${logicalId})`,
    );
  }
  const [endpoint] = variables.find(([name]) => name.startsWith('AWS_ENDPOINT_URL')) ?? [];
  if (endpoint !== undefined) throw new UnsupportedFeatureError(`${endpoint} set by the template (${logicalId})`);

  const [misnamed] = variables.find(([name]) => !variableName.test(name)) ?? [];
  if (misnamed !== undefined) throw new TemplateError(`${failed} ${misnamed} is no valid name (${logicalId})`);
  const [unset] = variables.find(([, value]) => typeof value !== 'string') ?? [];
  if (unset !== undefined) throw new TemplateError(`${failed} ${unset} is not a string (${logicalId})`);
  if (Buffer.byteLength(JSON.stringify(Object.fromEntries(variables))) > maxEnvironmentBytes) {
    throw new TemplateError(
      `${failed} the environment variables you have provided exceeded the 4KB limit (${logicalId})`,
    );
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function assertCode(stack: Stack, { logicalId, properties }: StackResource): void {
  const { Code, Handler, Runtime } = properties;
  const objectKey = isRecord(Code) ? Code['S3Key'] : undefined;
  if (typeof objectKey !== 'string')
    throw new UnsupportedFeatureError(`function code that is not in S3 (${logicalId})`);
  const path = stack.assetPath(objectKey);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new TemplateError(`The code of function ${logicalId} is missing from the assembly.`);
  }
  if (!isDirectory(path)) throw new UnsupportedFeatureError(`function code that is not a directory (${logicalId})`);
  if (typeof Handler !== 'string') throw new TemplateError(`Function ${logicalId} has no Handler.`);
  if (typeof Runtime !== 'string' || !/^nodejs\d+\.x$/.test(Runtime)) {
    throw new UnsupportedFeatureError(`the Lambda runtime ${String(Runtime)} (${logicalId})`);
  }
}

/** Refuses functions that Lambda would not create, and those that use what the runtime does not have. */
export function assertFunctions(stack: Stack): void {
  for (const lambdaFunction of stack.resourcesOf('AWS::Lambda::Function')) {
    const { logicalId, properties } = lambdaFunction;
    const unknown = Object.keys(properties).find((name) => !knownProperties.has(name));
    if (unknown !== undefined) throw new UnsupportedFeatureError(`AWS::Lambda::Function ${unknown} (${logicalId})`);
    assertEnvironment(lambdaFunction);
    assertCode(stack, lambdaFunction);
  }
}
