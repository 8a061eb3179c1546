import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/Clock.ts';
import { isRecord } from '../../base/json.ts';
import { TemplateError } from '../../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { Gate, ServiceAnswer } from '../../gate/Gate.ts';
import { itemOf } from '../../gate/wireForm.ts';
import type { StackResource } from '../../template/Stack.ts';
import type { DataSource, DataSourceResult } from './DataSource.ts';
import { InvalidPageToken, type PageTokens } from './dynamodb/createPageTokens.ts';
import type { Plan, PlanContext } from './dynamodb/Plan.ts';
import { MappingFault } from './dynamodb/RequestReader.ts';
import { toPlan } from './dynamodb/toPlan.ts';

export interface DynamodbDataSourceOptions {
  /** The `AWS::AppSync::DataSource`. */
  readonly resource: StackResource;
  readonly gate: Gate;
  readonly tokens: PageTokens;
  readonly clock: Clock;
}

type Call = (operation: string, input: Record<string, unknown>) => Promise<ServiceAnswer>;

/**
 * AppSync's DynamoDB data source; calls are made by its service role.
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html
 */
export function createDynamodbDataSource({ resource, gate, tokens }: DynamodbDataSourceOptions): DataSource {
  const { name, table, roleArn } = readProperties(resource);
  return {
    name,
    invoke: async (request, { requestId, issuer }) => {
      const planned = planOrFault(request, { table, tokens, issuer });
      if ('error' in planned) return { result: null, error: planned.error };
      return run(planned.plan, table, (operation, input) =>
        gate.call({ service: 'dynamodb', operation, input, roleArn, requestId }),
      );
    },
  };
}

type Fault = NonNullable<DataSourceResult['error']>;

function planOrFault(request: unknown, context: PlanContext): { readonly plan: Plan } | { readonly error: Fault } {
  try {
    return { plan: toPlan(request, context) };
  } catch (error) {
    if (error instanceof MappingFault) {
      return { error: { type: 'MappingTemplate', message: error.message } };
    }
    if (error instanceof InvalidPageToken) {
      // As seen in https://github.com/aws-amplify/amplify-cli/issues/3411.
      const message = `com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: ${error.message}`;
      return { error: { type: 'DynamoDB:UserIllegalArgumentException', message } };
    }
    throw error;
  }
}

async function run(plan: Plan, table: string, call: Call): Promise<DataSourceResult> {
  const answer = await call(plan.operation, plan.input);
  if (answer.status === 200) return { result: plan.toResult(answer.body) };
  const isConditionFailed = exceptionName(answer.body) === 'ConditionalCheckFailedException';
  const followUp = isConditionFailed ? await followUpCondition(plan, table, call) : undefined;
  return followUp ?? { result: plan.toFailedResult?.(answer.body) ?? null, error: toSourceError(answer) };
}

/**
 * After a failed condition AppSync reads the item: what is stored already, or gone already, is a success. That this
 * holds for APPSYNC_JS as it does for templates is documented and unmeasured.
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
 */
async function followUpCondition(plan: Plan, table: string, call: Call): Promise<DataSourceResult | undefined> {
  const { afterConditionFailed } = plan;
  if (afterConditionFailed === undefined) return undefined;
  const { key, consistentRead, accept } = afterConditionFailed;
  const answer = await call('GetItem', { TableName: table, Key: key, ConsistentRead: consistentRead });
  if (answer.status !== 200) return { result: null, error: toSourceError(answer) };
  return accept(answer.body['Item'] === undefined ? undefined : itemOf(answer.body['Item']));
}

function readProperties({ logicalId, properties }: StackResource): { name: string; table: string; roleArn: string } {
  const config = properties['DynamoDBConfig'];
  const table = isRecord(config) ? config['TableName'] : undefined;
  const { Name: name, ServiceRoleArn: roleArn } = properties;
  if (typeof name !== 'string' || typeof table !== 'string' || typeof roleArn !== 'string') {
    throw new TemplateError(`The data source ${logicalId} needs a Name, a TableName and a ServiceRoleArn.`);
  }
  for (const feature of ['Versioned', 'UseCallerCredentials', 'DeltaSyncConfig']) {
    const value = isRecord(config) ? config[feature] : undefined;
    if (value !== undefined && value !== false && value !== 'false') {
      throw new UnsupportedFeatureError(`${feature} of data source ${name}`);
    }
  }
  return { name, table, roleArn };
}

/**
 * Exceptions that have a class in the AWS SDK for Java keep its name; whatever has none (ValidationException,
 * AccessDeniedException, ThrottlingException) is the SDK's general one. Confirmed for a failed condition, a cancelled
 * transaction and for validation; unconfirmed for the rest.
 */
const named = new Map([
  ...[
    'ConditionalCheckFailedException',
    'IdempotentParameterMismatchException',
    'ItemCollectionSizeLimitExceededException',
    'ProvisionedThroughputExceededException',
    'ResourceNotFoundException',
    'TransactionCanceledException',
    'TransactionConflictException',
    'TransactionInProgressException',
  ].map((name): [string, string] => [name, name]),
  ['InternalServerError', 'InternalServerErrorException'],
  ['RequestLimitExceeded', 'RequestLimitExceededException'],
]);

/** `ctx.error` for an error that DynamoDB answered. */
function toSourceError({ status, body }: ServiceAnswer): NonNullable<DataSourceResult['error']> {
  const type = `DynamoDB:${named.get(exceptionName(body)) ?? 'DynamoDbException'}`;
  const text = typeof body['message'] === 'string' ? body['message'] : exceptionName(body);
  return { type, message: `${text} (Service: DynamoDb, Status Code: ${status}, Request ID: ${anAwsRequestId()})` };
}

function exceptionName(body: Readonly<Record<string, unknown>>): string {
  const type = body['__type'];
  return typeof type === 'string' ? type.slice(type.indexOf('#') + 1) : '';
}

/** DynamoDB's request ids are 52 characters long. */
function anAwsRequestId(): string {
  return BigInt(`0x${randomBytes(33).toString('hex')}`)
    .toString(32)
    .toUpperCase()
    .padStart(52, '0')
    .slice(-52);
}
