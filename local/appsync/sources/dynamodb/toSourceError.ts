import { randomBytes } from 'node:crypto';
import type { DataPlaneAnswer } from '../../../gate/DataPlane.ts';
import type { DataSourceResult } from '../DataSource.ts';

/**
 * Exceptions that have a class in the AWS SDK for Java keep its name; whatever has none (ValidationException,
 * AccessDeniedException, ThrottlingException) is the SDK's general one. Confirmed for a failed condition, a cancelled
 * transaction and for validation; unconfirmed for the rest.
 */
const NAMED = new Map([
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
export function toSourceError({ status, body }: DataPlaneAnswer): NonNullable<DataSourceResult['error']> {
  const type = `DynamoDB:${NAMED.get(exceptionName(body)) ?? 'DynamoDbException'}`;
  const text = typeof body['message'] === 'string' ? body['message'] : exceptionName(body);
  return { type, message: `${text} (Service: DynamoDb, Status Code: ${status}, Request ID: ${anAwsRequestId()})` };
}

export function exceptionName(body: Readonly<Record<string, unknown>>): string {
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
