import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

const passingNames = new Set([
  'TransactionConflictException',
  'TransactionInProgressException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'InternalServerError',
  'ServiceUnavailable',
  'TimeoutError',
]);

/** Reasons of a cancelled transaction that the next try may not meet. */
const passingReasons = new Set([
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
]);

interface ServiceFailure {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

/** Whether a call to AWS that failed may succeed when it is made anew: a lost race, a throttle, a broken line. */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof TransactionCanceledException) {
    return (error.CancellationReasons ?? []).every(({ Code }) => passingReasons.has(Code ?? 'None'));
  }
  const { $metadata, code } = error as Error & ServiceFailure;
  return passingNames.has(error.name) || ($metadata?.httpStatusCode ?? 0) >= 500 || code === 'ECONNRESET';
};
