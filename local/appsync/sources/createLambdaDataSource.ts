import { isRecord } from '../../base/json.ts';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { Iam } from '../../iam/Iam.ts';
import type { Functions, InvocationOutcome } from '../../lambda/Functions.ts';
import type { DataSource, DataSourceResult } from './DataSource.ts';

export interface LambdaDataSourceOptions {
  readonly name: string;
  readonly functionArn: string;
  /** Whose policies must allow `lambda:InvokeFunction`. */
  readonly roleArn: string;
  readonly functions: Functions;
  readonly iam: Iam;
}

interface LambdaRequest {
  readonly payload: unknown;
  readonly invocationType: 'RequestResponse' | 'Event';
}

/**
 * Invokes a function with the request's payload as its event.
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html
 */
export function createLambdaDataSource(options: LambdaDataSourceOptions): DataSource {
  return {
    name: options.name,
    invoke: async (request, { requestId }) => {
      const read = readRequest(request);
      if ('error' in read) return { result: null, error: read.error };
      const denial = denialOf(options, requestId);
      if (denial !== undefined) return { result: null, error: denial };
      const { payload, invocationType } = read;
      const outcome = await options.functions.invoke(options.functionArn, payload, { requestId, invocationType });
      return toResult(outcome, invocationType);
    },
  };
}

function readRequest(request: unknown): LambdaRequest | { readonly error: { message: string; type: string } } {
  const operation = isRecord(request) ? request['operation'] : undefined;
  if (!isRecord(request) || operation === undefined) return malformed("Value for field '$[operation]' not found.");
  if (operation === 'BatchInvoke') throw new UnsupportedFeatureError('the Lambda operation BatchInvoke');
  if (operation !== 'Invoke')
    return malformed(`Value for field '$[operation]' not valid: ${JSON.stringify(operation)}.`);
  const invocationType = request['invocationType'] ?? 'RequestResponse';
  if (invocationType !== 'RequestResponse' && invocationType !== 'Event') {
    return malformed("Value for field '$[invocationType]' not valid.");
  }
  return { payload: request['payload'] ?? null, invocationType };
}

function malformed(message: string): { readonly error: { message: string; type: string } } {
  return { error: { message, type: 'MappingTemplate' } };
}

/** The type and the closing part of the text are unconfirmed. */
function denialOf(options: LambdaDataSourceOptions, requestId: string): { message: string; type: string } | undefined {
  const action = 'lambda:InvokeFunction';
  const decision = options.iam.decide({ roleArn: options.roleArn, action, resource: options.functionArn });
  if (decision.allowed) return undefined;
  const why =
    decision.reason === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return {
    type: 'Lambda:AccessDeniedException',
    message: `User: ${options.roleArn} is not authorized to perform: ${action} on resource: ${options.functionArn} ${why} (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException; Request ID: ${requestId})`,
  };
}

/** Whatever a function throws, AppSync calls it Lambda:Unhandled: https://github.com/aws/aws-appsync-community/issues/209 */
function toResult(outcome: InvocationOutcome, invocationType: LambdaRequest['invocationType']): DataSourceResult {
  if (invocationType === 'Event') return { result: null };
  if (outcome.kind === 'returned') return { result: outcome.payload ?? null };
  return { result: null, error: { type: 'Lambda:Unhandled', message: outcome.errorMessage } };
}
